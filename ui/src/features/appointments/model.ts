/** The series without gaps, and the words of its points and statuses. */
import { date, day } from "@/lib/format";
import { daysOf, monthsOf, type Period, today } from "@/lib/period";
import type { Grouping } from "./filters";
import type { Answer } from "./queries";

export type Point = Answer["series"][number];

const EMPTY = { total: 0, confirmados: 0, nao_compareceu: 0 };

function keysOf(period: Period, by: Grouping): string[] {
  switch (by) {
    case "day":
      return daysOf(period);
    case "month":
      return monthsOf(period);
    case "year":
      return [...new Set(monthsOf(period).map((month) => month.slice(0, 4)))];
  }
}

/**
 * Every day, month or year of the period up to today: one without appointments is 0, not missing. What is still
 * ahead is not 0.
 */
export function points(
  series: readonly Point[],
  period: Period,
  by: Grouping,
  now: string = today(),
): Point[] {
  const known = new Map(series.map((point) => [point.period, point]));
  const hasBegun = (key: string) => key <= now.slice(0, key.length);
  return keysOf(period, by)
    .filter((key) => known.has(key) || hasBegun(key))
    .map((key) => known.get(key) ?? { period: key, ...EMPTY });
}

const month = (key: string, digits: 2 | 4) => `${key.slice(5, 7)}/${key.slice(4 - digits, 4)}`;

/** Under a point of the curve: `19/02`, `02/26`, `2026`. */
export const tick = (key: string) => (key.length === 10 ? day(key) : key.length === 7 ? month(key, 2) : key);

/** Where there is room: `19/02/2026`, `02/2026`, `2026`. */
export const fullName = (key: string) =>
  key.length === 10 ? date(key) : key.length === 7 ? month(key, 4) : key;

/** Confirmed ones in percent; of nothing there is no share. */
export const confirmedPct = ({ total, confirmados }: Pick<Point, "total" | "confirmados">) =>
  total > 0 ? (confirmados / total) * 100 : null;

export const sum = (series: readonly Point[]) =>
  series.reduce(
    (all, point) => ({
      total: all.total + point.total,
      confirmados: all.confirmados + point.confirmados,
      nao_compareceu: all.nao_compareceu + point.nao_compareceu,
    }),
    EMPTY,
  );

/** Feegow's numbers of a booking's state. */
const STATUSES: Record<number, string> = {
  1: "MARCADO - NÃO CONFIRMADO",
  2: "EM ANDAMENTO",
  3: "ATENDIDO",
  4: "EM ATENDIMENTO/AGUARDANDO",
  6: "NÃO COMPARECEU",
  7: "MARCADO - CONFIRMADO",
  11: "DESMARCADO PELO PACIENTE",
  15: "REMARCADO",
  16: "DESMARCADO PELO PROFISSIONAL",
  22: "CANCELADO PELO PROFISSIONAL",
};

/** A state in words; one that nobody has named yet is its number. */
export const statusName = (id: number) => STATUSES[id] ?? String(id);
