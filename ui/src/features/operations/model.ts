/** How fresh a source is: its service's heartbeat turned into one of a few states, in words. */
import { ago, clock, dateTime, day, minuteOfDay, parseWhen, stopwatch } from "@/lib/format";
import type { StatusRow } from "./queries";

export type SyncState = "ok" | "queued" | "running" | "warning" | "error" | "stale" | "never";

export interface Freshness {
  state: SyncState;
  /** The state in a few words. */
  text: string;
  /** The whole story for a tooltip or a detail view. */
  reason: string | null;
  /** When the shown data was last confirmed. */
  confirmedAt: Date | null;
}

/** The clinics' day, in minutes since midnight: outside of it nobody expects new data. */
const OPENS = 6 * 60 + 30;
const CLOSES = 20 * 60;
/** A run that has not reported for this long hangs. */
const STUCK_AFTER_MS = 30 * 60_000;

const MINUTE = 60_000;

interface Limit {
  staleAfterMs: number;
  onlyInOpeningHours: boolean;
}

const LIVE: Limit = { staleAfterMs: 5 * MINUTE, onlyInOpeningHours: true };
const DAILY: Limit = { staleAfterMs: 26 * 60 * MINUTE, onlyInOpeningHours: false };

const LIMITS: Record<string, Limit> = {
  monitor_medico: LIVE,
  monitor_recepcao: LIVE,
  clinia: LIVE,
  financeiro: { staleAfterMs: 90 * MINUTE, onlyInOpeningHours: true },
};

/** Services that read all day long; their runs are too short to be worth showing. */
const isContinuous = (service: string) => LIMITS[service] === LIVE;

export const inOpeningHours = (now: Date) => minuteOfDay(now) >= OPENS && minuteOfDay(now) < CLOSES;

const limitOf = (service: string) => LIMITS[service] ?? DAILY;

const later = (a: Date | null, b: Date | null) => (a && b ? (a > b ? a : b) : (a ?? b));

/**
 * Judges `service` at `now`. `dataUpdatedAt` is the age of the rows themselves, where the answer tells it;
 * a good run confirms them too, because an empty queue writes nothing.
 */
export function freshness(
  service: string,
  row: StatusRow | undefined,
  now: Date,
  dataUpdatedAt: string | null = null,
): Freshness {
  const status = row?.status?.trim().toUpperCase() ?? "UNKNOWN";
  const lastRun = parseWhen(row?.last_run);
  const details = row?.details?.trim() || null;
  const hasRunWell = status === "ONLINE" || status === "COMPLETED" || status === "WARNING";
  const confirmedAt = later(parseWhen(dataUpdatedAt), hasRunWell ? lastRun : null);
  const made = (state: SyncState, text: string, reason: string | null = details): Freshness => ({
    state,
    text,
    reason,
    confirmedAt,
  });

  const underWay = status === "RUNNING" || status === "PENDING" || status === "QUEUED";
  const runAgeMs = lastRun ? now.getTime() - lastRun.getTime() : null;
  // A request keeps the time of the last run, so only a run in progress can be judged by it.
  const stuck =
    runAgeMs !== null &&
    runAgeMs > STUCK_AFTER_MS &&
    (status === "RUNNING" || (underWay && isContinuous(service)));
  if (stuck && inOpeningHours(now))
    return made("error", "Sincronização travada", `Sem sinal desde ${dateTime(lastRun)}.`);
  if (underWay && !isContinuous(service)) {
    return status === "RUNNING"
      ? made("running", `Sincronizando há ${stopwatch((runAgeMs ?? 0) / 1000)}`)
      : made("queued", "Na fila");
  }

  const { staleAfterMs, onlyInOpeningHours } = limitOf(service);
  const reference = confirmedAt ?? (status === "ERROR" ? null : lastRun);
  const ageMs = reference ? now.getTime() - reference.getTime() : null;
  const expectsData = !onlyInOpeningHours || inOpeningHours(now);
  if (ageMs !== null && ageMs > staleAfterMs && expectsData) {
    const since = `${day(reference)} ${clock(reference)}`;
    const failure = status === "ERROR" ? (details ?? `A leitura falhou às ${clock(lastRun)}.`) : null;
    return made(
      "stale",
      `Desatualizado: último dado de ${since}`,
      failure ?? "A fonte parou de enviar dados.",
    );
  }
  if (status === "ERROR")
    return made("error", `Falhou às ${clock(lastRun)}`, details ?? "A leitura falhou sem explicação.");
  if (!reference || ageMs === null) return made("never", "Nunca sincronizado");
  if (!expectsData && ageMs > staleAfterMs) {
    return made(
      "ok",
      `Fora do horário: último dado às ${clock(reference)}`,
      "A coleta funciona das 06:30 às 20:00.",
    );
  }
  if (status === "WARNING") return made("warning", "Concluído com avisos");
  return made("ok", `Atualizado ${ago(ageMs / 1000)}`);
}

const statusOf = (row: StatusRow) => row.status?.trim().toUpperCase();

const sources = (count: number) => (count === 1 ? "1 fonte" : `${count} fontes`);

/**
 * Says of a source that waits how many others do and how many are being read. Nobody tells the order in which
 * they come, so there is no place in the queue to show.
 */
export function inQueue(one: Freshness, rows: readonly StatusRow[]): Freshness {
  if (one.state !== "queued") return one;
  const jobs = rows.filter(({ service_name }) => !isContinuous(service_name));
  const waiting = jobs.filter((row) => statusOf(row) === "PENDING" || statusOf(row) === "QUEUED").length;
  const running = jobs.filter((row) => statusOf(row) === "RUNNING").length;
  return {
    ...one,
    text: waiting > 1 ? `Na fila (${sources(waiting)} aguardando)` : one.text,
    reason: running > 0 ? `Aguardando vez: ${sources(running)} em execução agora.` : one.reason,
  };
}
