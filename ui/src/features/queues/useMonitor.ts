/** Everything the monitor shows, from the three queues and the heartbeats of their collectors. */
import { type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { type Freshness, freshness } from "@/features/operations/model";
import { operationsQueries } from "@/features/operations/queries";
import { messageOf } from "@/lib/api/client";
import { serverNow, useServerNow } from "@/lib/clock";
import { clock, clockSeconds, date, day } from "@/lib/format";
import { queueQueries } from "./queries";

/** Without a good answer for this long, what is on screen is old. */
export const SILENT_AFTER_MS = 300_000;
/** How often ages are looked at. */
const CHECK_MS = 5_000;

export interface Source {
  service: "monitor_medico" | "monitor_recepcao" | "clinia";
  label: string;
  freshness: Freshness;
  /** The collector has never delivered: an empty answer does not mean an empty queue. */
  neverSynced: boolean;
  /** Since when the shown figures are unconfirmed, in words; `null` while they can be trusted. */
  outdated: string | null;
  /** No data at all yet, and why. */
  problem: string | null;
}

type Answered = UseQueryResult<{ dataUpdatedAt?: string | null }>;

/**
 * Freshness of one source: first whether the server answers us at all, then what the collector says.
 * `now` is server time; our own answers are timed by our own clock.
 */
export function judgeSource(
  query: Pick<Answered, "isError" | "error" | "dataUpdatedAt">,
  collector: Freshness,
  now = Date.now(),
): Freshness {
  if (query.dataUpdatedAt === 0) {
    if (!query.isError) return collector;
    return { state: "error", text: "Sem resposta", reason: messageOf(query.error), confirmedAt: null };
  }
  if (now - query.dataUpdatedAt <= SILENT_AFTER_MS) {
    if (!query.isError) return collector;
    if (collector.state === "stale") return collector;
    return { ...collector, state: "warning", text: "Reconectando…", reason: messageOf(query.error) };
  }
  const since = clockSeconds(new Date(query.dataUpdatedAt));
  return {
    state: "stale",
    text: `Desatualizado: sem resposta desde ${since}`,
    reason: query.error ? messageOf(query.error) : "Este navegador parou de receber respostas.",
    confirmedAt: collector.confirmedAt,
  };
}

/** What to write on figures of a source that has stopped or failed: the time they are from. */
export function outdatedSince({ state, text, confirmedAt }: Freshness, now: number): string | null {
  if (state !== "stale" && state !== "error") return null;
  if (!confirmedAt) return text;
  const today = date(confirmedAt) === date(new Date(now));
  return `Dado de ${today ? "" : `${day(confirmedAt)} `}${clock(confirmedAt)}`;
}

/** Whether nothing was ever read from the source: no rows, and no run that confirms that there are none. */
export const hasNeverSynced = (dataUpdatedAt: string | null | undefined, collector: Freshness) =>
  !dataUpdatedAt && (collector.state === "never" || (collector.state === "error" && !collector.confirmedAt));

export function useMonitor(keepPollingHidden: boolean) {
  const client = useQueryClient();
  const background = { refetchIntervalInBackground: keepPollingHidden };
  const medic = useQuery({ ...queueQueries.medic(), ...background });
  const reception = useQuery({ ...queueQueries.reception(), ...background });
  const whatsapp = useQuery({ ...queueQueries.whatsapp(), ...background });
  const status = useQuery(operationsQueries.status());
  const ticked = useServerNow(CHECK_MS);
  // An answer may set the server's clock between two ticks.
  const now = Math.max(ticked, serverNow());

  const source = (service: Source["service"], label: string, query: Answered): Source => {
    const row = status.data?.find((r) => r.service_name === service);
    const collector = freshness(service, row, new Date(now), query.data?.dataUpdatedAt ?? null);
    const judged = judgeSource(query, collector);
    return {
      service,
      label,
      freshness: judged,
      outdated: query.data ? outdatedSince(judged, now) : null,
      neverSynced: hasNeverSynced(query.data?.dataUpdatedAt, collector),
      problem: query.isError && !query.data ? messageOf(query.error) : null,
    };
  };

  const sources = [
    source("monitor_recepcao", "Recepção", reception),
    source("monitor_medico", "Médico", medic),
    source("clinia", "Digital", whatsapp),
  ];
  const find = (service: Source["service"]) => sources.find((s) => s.service === service);
  const known = (service: Source["service"]) => !find(service)?.neverSynced;
  const outdated = (service: Source["service"]) => find(service)?.outdated ?? null;
  const answeredAt = Math.min(...[medic, reception, whatsapp].map((query) => query.dataUpdatedAt));

  /** Reads everything again; fails when a queue could not be read. */
  const refetch = useCallback(
    () =>
      Promise.all([
        client.refetchQueries({ queryKey: ["queues"] }, { throwOnError: true }),
        client.refetchQueries({ queryKey: ["operations", "status"] }),
      ]),
    [client],
  );

  return {
    medic,
    reception,
    whatsapp,
    /** What is known of each queue; missing until it was read for the first time. */
    units: known("monitor_medico") ? medic.data?.data : undefined,
    counters: known("monitor_recepcao") ? reception.data?.data : undefined,
    digital: known("clinia") ? whatsapp.data : undefined,
    sources,
    outdated: {
      medic: outdated("monitor_medico"),
      reception: outdated("monitor_recepcao"),
      digital: outdated("clinia"),
    },
    stale: sources.some((s) => s.freshness.state === "stale"),
    /** When all three had last answered; `null` before they have. */
    answeredAt: answeredAt > 0 ? new Date(answeredAt + (serverNow() - Date.now())) : null,
    fetching: medic.isFetching || reception.isFetching || whatsapp.isFetching,
    now,
    /** When the server computed the medical queue, in milliseconds. */
    computedAt: medic.data ? Date.parse(medic.data.timestamp) : now,
    refetch,
  };
}

export type Monitor = ReturnType<typeof useMonitor>;
