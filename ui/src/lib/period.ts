/** Calendar days as text (`YYYY-MM-DD`), counted in UTC so that no zone can shift one. */
import { serverNow } from "./clock";
import { parseWhen } from "./format";

/** From one day to another, both included. */
export interface Period {
  from: string;
  to: string;
}

const DAY_MS = 86_400_000;

const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const text = (ms: number) => new Date(ms).toISOString().slice(0, 10);

const IN_CLINIC_ZONE = new Intl.DateTimeFormat("en", {
  timeZone: "America/Sao_Paulo",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

/** The clinics' day. Put together from its parts: no locale writes it alike in every browser. */
export function today(): string {
  const parts = IN_CLINIC_ZONE.formatToParts(serverNow());
  const part = (type: "year" | "month" | "day") => parts.find((one) => one.type === type)?.value;
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** Whether `value` names a day that exists. */
export const isDay = (value: unknown): value is string =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && parseWhen(value) !== null;

export const addDays = (day: string, days: number) => text(at(day) + days * DAY_MS);

/** Days of a period; at least 1, because a period never runs backwards. */
export const lengthOf = ({ from, to }: Period) => Math.round((at(to) - at(from)) / DAY_MS) + 1;

/** Every day of a period, in order. */
export const daysOf = (period: Period) =>
  Array.from({ length: lengthOf(period) }, (_, index) => addDays(period.from, index));

/** Every month (`YYYY-MM`) a period touches, in order. */
export function monthsOf({ from, to }: Period): string[] {
  const months: string[] = [];
  let [year = 0, month = 1] = from.split("-").map(Number);
  for (;;) {
    const name = `${year}-${String(month).padStart(2, "0")}`;
    if (name > to.slice(0, 7)) return months;
    months.push(name);
    month += 1;
    if (month > 12) {
      month = 1;
      year += 1;
    }
  }
}

/** The same day another year; 29 February becomes the 28th where there is none. */
export function addYears(day: string, years: number): string {
  const moved: string = `${String(Number(day.slice(0, 4)) + years).padStart(4, "0")}${day.slice(4)}`;
  return parseWhen(moved) ? moved : `${moved.slice(0, 8)}28`;
}

const firstOfMonth = (day: string) => `${day.slice(0, 7)}-01`;

/** The equally long period that ends the day before. */
export function before(period: Period): Period {
  const to = addDays(period.from, -1);
  return { from: addDays(to, 1 - lengthOf(period)), to };
}

/** The same days of the year before. */
export const yearBefore = ({ from, to }: Period): Period => ({
  from: addYears(from, -1),
  to: addYears(to, -1),
});

/** Named periods that people pick again and again. */
export function presets(now = today()): { label: string; period: Period }[] {
  const thisMonth = firstOfMonth(now);
  const lastOfPrevious = addDays(thisMonth, -1);
  return [
    { label: "Hoje", period: { from: now, to: now } },
    { label: "Ontem", period: { from: addDays(now, -1), to: addDays(now, -1) } },
    { label: "Últimos 7 dias", period: { from: addDays(now, -6), to: now } },
    { label: "Este mês", period: { from: thisMonth, to: now } },
    { label: "Mês passado", period: { from: firstOfMonth(lastOfPrevious), to: lastOfPrevious } },
    { label: "Este ano", period: { from: `${now.slice(0, 4)}-01-01`, to: now } },
  ];
}
