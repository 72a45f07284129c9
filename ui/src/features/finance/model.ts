/** Series without gaps, and two of them side by side. The sums themselves come from the server. */
import { day, month } from "@/lib/format";
import { daysOf, monthsOf, type Period } from "@/lib/period";
import type { History } from "./queries";

/** What was billed in a day or month. */
export interface Point {
  /** `YYYY-MM-DD` or `YYYY-MM`. */
  key: string;
  total: number;
  qtd: number;
}

const EMPTY = { total: 0, qtd: 0 };

/** Every day of the period: one without payments is 0, not missing. */
export function days(history: History, period: Period): Point[] {
  const known = new Map(history.daily.map(({ d, total, qtd }) => [d, { total, qtd }]));
  return daysOf(period).map((key) => ({ key, ...(known.get(key) ?? EMPTY) }));
}

/** Every month the period touches; the first and last are what lies in the period. */
export function months(history: History, period: Period): Point[] {
  const known = new Map(history.monthly.map(({ m, total, qtd }) => [m, { total, qtd }]));
  return monthsOf(period).map((key) => ({ key, ...(known.get(key) ?? EMPTY) }));
}

/** A day or month in words. */
export const labelOf = (key: string) => (key.length === 7 ? month(key) : day(key));

/** Average amount of one; 0 when there was none. */
export const ticket = ({ total, qtd }: { total: number; qtd: number }) => (qtd > 0 ? total / qtd : 0);

export interface Change {
  a: number;
  b: number;
  delta: number;
  /** In percent of `b`; `null` when there is nothing to compare with. */
  pct: number | null;
}

/** Cents would otherwise grow tails of nines. */
const cents = (value: number) => Math.round(value * 100) / 100;

export function change(a: number, b: number): Change {
  const delta = cents(a - b);
  return { a, b, delta, pct: b === 0 ? null : (delta / b) * 100 };
}

/** Two points at the same place of their periods. */
export interface Pair extends Change {
  index: number;
  label: string;
  /** Which two are compared, when the label cannot say it. */
  detail: string | null;
}

/** The nth of one period beside the nth of the other; where one is longer, the other has 0. */
export function pairs(a: readonly Point[], b: readonly Point[]): Pair[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => {
    const one = a[index];
    const other = b[index];
    const labels = [one, other].map((point) => (point ? labelOf(point.key) : null));
    const same = labels[0] === labels[1];
    const name = (one ?? other)?.key.length === 7 ? "Mês" : "Dia";
    return {
      index,
      label: same ? (labels[0] ?? "") : `${name} ${index + 1}`,
      detail: same ? null : `A: ${labels[0] ?? "—"} | B: ${labels[1] ?? "—"}`,
      ...change(one?.total ?? 0, other?.total ?? 0),
    };
  });
}

/** A group of procedures in both periods. */
export interface GroupPair extends Change {
  name: string;
}

const COLLATION = new Intl.Collator("pt-BR", { sensitivity: "base" });

/** Every group that one of the two periods has, by name. */
export function groupPairs(a: History["groups"], b: History["groups"]): GroupPair[] {
  const totals = (groups: History["groups"]) => new Map(groups.map(({ name, total }) => [name, total]));
  const [ofA, ofB] = [totals(a), totals(b)];
  return [...new Set([...ofA.keys(), ...ofB.keys()])]
    .sort(COLLATION.compare)
    .map((name) => ({ name, ...change(ofA.get(name) ?? 0, ofB.get(name) ?? 0) }));
}

export const sum = (points: readonly { total: number; qtd: number }[]) => ({
  total: cents(points.reduce((total, point) => total + point.total, 0)),
  qtd: points.reduce((qtd, point) => qtd + point.qtd, 0),
});
