/** What the numbers of the monitor mean: limits, alarms, who needs attention. */
import { fold } from "@/lib/format";
import type { MedicUnit, Patient, ReceptionQueue, ReceptionUnit, WhatsappQueue } from "./queries";

/** The clinics in the order of the wall panel; reception counts them under another key. */
export const UNITS = [
  { id: "Ouro Verde", reception: "2", slug: "ouro-verde", label: "Ouro Verde" },
  { id: "Centro Cambui", reception: "3", slug: "centro-cambui", label: "Centro Cambuí" },
  { id: "Campinas Shopping", reception: "12", slug: "campinas-shopping", label: "Campinas Shopping" },
] as const;

export type Unit = (typeof UNITS)[number];

export const LIMITS = {
  /** Minutes from which a wait deserves attention, is late, is critical. */
  attentionAbove: 20,
  lateFrom: 30,
  criticalAbove: 60,
  receptionQueueAbove: 15,
  receptionAverageAbove: 15,
  medicQueueAbove: 10,
  medicAverageAbove: 30,
  digitalQueueAbove: 10,
  digitalAverageMinutesAbove: 15,
  /** A digital queue of this size fills its bar. */
  digitalFull: 15,
} as const;

export type Tone = "good" | "warn" | "bad";

export interface Wait {
  tone: Tone;
  critical: boolean;
  /** The tone in a word, for whoever does not see the colour. */
  label: string;
}

/** Judges a wait for the doctor. */
export function judgeWait(minutes: number): Wait {
  if (minutes > LIMITS.criticalAbove) return { tone: "bad", critical: true, label: "Crítico" };
  if (minutes >= LIMITS.lateFrom) return { tone: "bad", critical: false, label: "Atrasado" };
  if (minutes > LIMITS.attentionAbove) return { tone: "warn", critical: false, label: "Atenção" };
  return { tone: "good", critical: false, label: "No prazo" };
}

/** Whole minutes at `now` since the server computed an answer, both in milliseconds. */
export const minutesSince = (computedAt: number, now: number) =>
  Math.max(0, Math.floor((now - computedAt) / 60_000));

/** Minutes waited, `elapsed` minutes after the server computed them. */
export const waitAfter = (patient: Patient, elapsed: number) => patient.waitTime + elapsed;

export const isWaiting = (patient: Patient) => patient.status === "waiting";

export interface UnitAlarm {
  tone: Tone;
  /** Everything that is out of bounds, the worst first. */
  reasons: string[];
}

/** The state of a clinic as a whole. Red wins over amber. */
export function judgeUnit(medic: MedicUnit | undefined, reception: ReceptionUnit | undefined): UnitAlarm {
  const bad: string[] = [];
  const warn: string[] = [];
  const waiting = medic?.patients.filter(isWaiting).length ?? 0;
  if (waiting > LIMITS.medicQueueAbove) bad.push(`Fila médica > ${LIMITS.medicQueueAbove}`);
  if ((medic?.averageWaitDay ?? 0) > LIMITS.medicAverageAbove) {
    bad.push(`Média do dia > ${LIMITS.medicAverageAbove} min`);
  }
  if ((reception?.fila ?? 0) > LIMITS.receptionQueueAbove) {
    warn.push(`Recepção > ${LIMITS.receptionQueueAbove}`);
  }
  if (bad.length === 2) {
    bad.splice(0, 2, `Fila > ${LIMITS.medicQueueAbove}, média > ${LIMITS.medicAverageAbove} min`);
  }
  const tone = bad.length > 0 ? "bad" : warn.length > 0 ? "warn" : "good";
  return { tone, reasons: [...bad, ...warn] };
}

export interface LatePatient {
  id: string;
  name: string;
  unit: string;
  minutes: number;
}

/** Everybody who waits longer than `threshold` minutes for a doctor, the longest first. */
export function latePatients(units: MedicUnit[], threshold: number, elapsed: number): LatePatient[] {
  return units
    .flatMap((unit) =>
      unit.patients.filter(isWaiting).map((patient) => ({
        id: patient.id,
        name: patient.name ?? "Sem nome",
        unit: UNITS.find((u) => u.id === unit.id)?.label ?? unit.name,
        minutes: waitAfter(patient, elapsed),
      })),
    )
    .filter((patient) => patient.minutes > threshold)
    .sort((a, b) => b.minutes - a.minutes);
}

/** Initials for a screen that strangers see: `Maria da Silva (idosa)` is `M. S.`. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word) && !/^(d[aeo]s?|e)$/i.test(word));
  const [first] = words;
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  return (
    [first, last]
      .map((word) => (word ? `${[...word][0]?.toUpperCase()}.` : ""))
      .join(" ")
      .trim() || "—"
  );
}

/** The central group, shown unless another one was chosen. */
export const CENTRAL_GROUP = "da45d882-5702-439b-8133-3d896d6a8810";
/** All groups together. */
export const ALL_GROUPS = "all";

export interface DigitalQueue {
  id: string;
  label: string;
  queue: number;
  averageMinutes: number;
}

const minutesOf = (seconds: number) => Math.round(seconds / 60);

/** The chosen digital queue; the central one, else all together, when the choice does not exist. */
export function digitalQueue(answer: WhatsappQueue, wanted: string): DigitalQueue {
  const group =
    answer.data.groups.find((g) => g.group_id === wanted) ??
    (wanted === ALL_GROUPS ? undefined : answer.data.groups.find((g) => g.group_id === CENTRAL_GROUP));
  if (!group) {
    const { queue, avgWaitSeconds } = answer.data.global;
    return { id: ALL_GROUPS, label: "Todos", queue, averageMinutes: minutesOf(avgWaitSeconds) };
  }
  return {
    id: group.group_id,
    label: group.group_name,
    queue: group.queue_size,
    averageMinutes: minutesOf(group.avg_wait_seconds),
  };
}

/** A digital queue that is too long is red, a slow one amber. */
export function judgeDigital({ queue, averageMinutes }: DigitalQueue): { tone: Tone; label: string } {
  if (queue > LIMITS.digitalQueueAbove) return { tone: "bad", label: `Acima de ${LIMITS.digitalQueueAbove}` };
  if (averageMinutes > LIMITS.digitalAverageMinutesAbove) {
    return { tone: "warn", label: `Média acima de ${LIMITS.digitalAverageMinutesAbove} min` };
  }
  return { tone: "good", label: "No prazo" };
}

export interface Totals {
  reception: number | null;
  receptionAverage: number | null;
  waiting: number | null;
  inService: number | null;
  /** Minutes of the patient who waits longest; `null` when nobody waits. */
  longest: number | null;
}

/** All shown clinics together; `null` is a number nobody knows yet. */
export function totals(
  shown: readonly Unit[],
  medic: MedicUnit[] | undefined,
  reception: ReceptionQueue["data"] | undefined,
  elapsed: number,
): Totals {
  const units = medic?.filter((unit) => shown.some((u) => u.id === unit.id));
  const patients = units?.flatMap((unit) => unit.patients);
  const waits = patients?.filter(isWaiting).map((patient) => waitAfter(patient, elapsed));
  const counters = reception && shown.map((unit) => reception.por_unidade[unit.reception]);
  const passed = counters?.reduce((sum, unit) => sum + unit.total_passaram, 0) ?? 0;
  return {
    reception: counters?.reduce((sum, unit) => sum + unit.fila, 0) ?? null,
    receptionAverage:
      reception && shown.length === UNITS.length
        ? reception.global.tempo_medio
        : counters && passed > 0
          ? Math.round(
              counters.reduce((sum, unit) => sum + unit.tempo_medio * unit.total_passaram, 0) / passed,
            )
          : counters
            ? 0
            : null,
    waiting: waits?.length ?? null,
    inService: patients ? patients.filter((p) => !isWaiting(p)).length : null,
    longest: waits && waits.length > 0 ? Math.max(...waits) : null,
  };
}

/** A limit typed by a person: a comma counts as decimal point; what is no number changes nothing. */
export function clampSeconds(text: string, current: number): number {
  const typed = text.trim() === "" ? Number.NaN : Number(text.replace(",", "."));
  return Number.isFinite(typed) ? Math.min(300, Math.max(1, typed)) : current;
}

/** A clinic by its word in the address. */
export const unitBySlug = (slug: string | undefined) => UNITS.find((unit) => unit.slug === fold(slug ?? ""));
