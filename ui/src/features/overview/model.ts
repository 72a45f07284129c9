/** What the overview counts from the live queues. */
import { isWaiting, LIMITS, UNITS } from "@/features/queues/model";
import type { MedicQueue, ReceptionQueue, WhatsappQueue } from "@/features/queues/queries";

/** Minutes above which a wait for the doctor is an alarm here. */
export const LONG_WAIT_ABOVE = 30;
/** Groups shown besides the central one. */
const OTHER_GROUPS = 4;
const CENTRAL_NAME = "Central de relacionamento";

export interface DoctorLine {
  id: string;
  label: string;
  waiting: number;
  /** Mean stay of today, in minutes. */
  averageMinutes: number;
  attended: number;
  /** Patients above `LONG_WAIT_ABOVE`. */
  late: number;
}

export const doctorLines = (queue: MedicQueue): DoctorLine[] =>
  UNITS.map(({ id, label }) => {
    const unit = queue.data.find((one) => one.id === id);
    const waiting = unit?.patients.filter(isWaiting) ?? [];
    return {
      id,
      label,
      waiting: waiting.length,
      averageMinutes: unit?.averageWaitDay ?? 0,
      attended: unit?.totalAttended ?? 0,
      late: waiting.filter(({ waitTime }) => waitTime > LONG_WAIT_ABOVE).length,
    };
  });

export interface ReceptionLine {
  id: string;
  label: string;
  queue: number;
  called: number;
}

export const receptionLines = (queue: ReceptionQueue): ReceptionLine[] =>
  UNITS.map(({ id, label, reception }) => {
    const unit = queue.data.por_unidade[reception];
    return { id, label, queue: unit?.fila ?? 0, called: unit?.total_passaram ?? 0 };
  });

export interface DigitalLine {
  id: string;
  name: string;
  queue: number;
  /** Length of its bar, 0 to 1. */
  share: number;
}

/** The central group, and the next ones in the server's order. */
export function digitalLines(queue: WhatsappQueue): { central: DigitalLine | null; others: DigitalLine[] } {
  const lines = queue.data.groups.map((group) => ({
    id: group.group_id,
    name: group.group_name.trim(),
    queue: group.queue_size,
    share: Math.min(1, group.queue_size / LIMITS.digitalFull),
  }));
  const central = lines.find(({ name }) => name === CENTRAL_NAME) ?? null;
  return { central, others: lines.filter((line) => line !== central).slice(0, OTHER_GROUPS) };
}

export const total = <T>(lines: readonly T[], of: (line: T) => number) =>
  lines.reduce((sum, line) => sum + of(line), 0);
