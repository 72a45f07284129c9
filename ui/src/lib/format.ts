/** How numbers, money, dates and minutes are written on screen (Brazilian Portuguese, São Paulo time). */

/** Shown for a value nobody knows. */
export const UNKNOWN = "—";

/** São Paulo has kept UTC−3 all year since 2019; times on the wire without an offset mean this zone. */
const ZONE = "America/Sao_Paulo";
const ZONE_OFFSET = "-03:00";

const numbers = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat("pt-BR", options);
const fraction = (digits: number) => ({ minimumFractionDigits: digits, maximumFractionDigits: digits });

const MONEY_2 = numbers({ style: "currency", currency: "BRL", ...fraction(2) });
const MONEY_0 = numbers({ style: "currency", currency: "BRL", ...fraction(0) });
const INTEGER = numbers(fraction(0));
const ONE_DECIMAL = numbers(fraction(1));
const TWO_DECIMALS = numbers(fraction(2));
const SIGNED_DECIMAL = numbers({ ...fraction(1), signDisplay: "always" });
const UP_TO_ONE_DECIMAL = numbers({ maximumFractionDigits: 1 });

type Maybe = number | null | undefined;

const known = (value: Maybe): value is number => typeof value === "number" && !Number.isNaN(value);

/** `R$ 1.234,50`. An unknown amount is `—`; pass 0 where a total is known to be zero. */
export const money2 = (value: Maybe) => (known(value) ? MONEY_2.format(value) : UNKNOWN);

/** `R$ 1.235`, half away from zero. */
export const money0 = (value: Maybe) => (known(value) ? MONEY_0.format(value) : UNKNOWN);

/** `12.345`. */
export const int = (value: Maybe) => (known(value) ? INTEGER.format(value) : UNKNOWN);

/** `12,3%` from 12.345. */
export const pct1 = (value: Maybe) => (known(value) ? `${ONE_DECIMAL.format(value)}%` : UNKNOWN);

/** `73,21%` from 73.214. */
export const pct2 = (value: Maybe) => (known(value) ? `${TWO_DECIMALS.format(value)}%` : UNKNOWN);

/** `+3,0%`, `-4,3%`; unknown is `-`. */
export const pctS1 = (value: Maybe) => (known(value) ? `${SIGNED_DECIMAL.format(value)}%` : "-");

/** Minutes as `45m` or `1h 05m`; nothing is `0m`. */
export function dur(minutes: Maybe): string {
  const whole = known(minutes) ? Math.round(minutes) : 0;
  const hours = Math.floor(whole / 60);
  return hours > 0 ? `${hours}h ${String(whole % 60).padStart(2, "0")}m` : `${whole}m`;
}

/** Thousands on an axis: `12,5k`, `0`. */
const SIZES = ["bytes", "kB", "MB", "GB"];

/** `12 kB`, `3,4 MB`: thousands of bytes, a decimal from a million on. */
export function bytes(value: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(value, 1)) / 3), SIZES.length - 1);
  const amount = value / 1000 ** power;
  return `${power > 1 ? UP_TO_ONE_DECIMAL.format(amount) : INTEGER.format(Math.floor(amount))} ${SIZES[power]}`;
}

export const kAxis = (value: number) => (value === 0 ? "0" : `${UP_TO_ONE_DECIMAL.format(value / 1000)}k`);

/** What a goal counts. */
export type GoalUnit = "currency" | "percent" | "minutes" | "qtd";

/** A goal's value in its own unit; `dense` drops the cents. */
export function goal(value: Maybe, unit: GoalUnit, dense = false): string {
  if (!known(value)) return UNKNOWN;
  switch (unit) {
    case "currency":
      return dense ? money0(value) : money2(value);
    case "percent":
      return pct1(value);
    case "minutes":
      return `${UP_TO_ONE_DECIMAL.format(value)} min`;
    case "qtd":
      return int(value);
  }
}

/**
 * Reads a point in time off the wire: RFC 3339, or `YYYY-MM-DD[ HH:MM:SS]` in São Paulo.
 * Anything else is `null`.
 */
export function parseWhen(text: string | null | undefined): Date | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?)(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
    text?.trim() ?? "",
  );
  if (!match) return null;
  const [, day, time = "00:00:00", zone = ZONE_OFFSET] = match;
  const when = new Date(`${day}T${time}${zone}`);
  if (Number.isNaN(when.getTime())) return null;
  // JavaScript turns 2026-02-30 into 2 March; a day that does not exist is not a day.
  const noon = new Date(`${day}T12:00:00Z`);
  return noon.toISOString().startsWith(day ?? "") ? when : null;
}

const inZone = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("pt-BR", { timeZone: ZONE, hourCycle: "h23", ...options });

const DATE = inZone({ day: "2-digit", month: "2-digit", year: "numeric" });
const DAY = inZone({ day: "2-digit", month: "2-digit" });
const CLOCK = inZone({ hour: "2-digit", minute: "2-digit" });
const CLOCK_SECONDS = inZone({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const LONG_DAY = inZone({ weekday: "long", day: "numeric", month: "long" });

type When = Date | string | null | undefined;

const asDate = (when: When) => (when instanceof Date ? when : parseWhen(when));

const formatted = (format: Intl.DateTimeFormat, when: When, otherwise: string) => {
  const date = asDate(when);
  return date ? format.format(date) : otherwise;
};

/** `19/02/2026`; no date is `-`. */
export const date = (when: When) => formatted(DATE, when, "-");

/** `19/02`; no date is `-`. */
export const day = (when: When) => formatted(DAY, when, "-");

/** `14:30`; no time is `--:--`. */
export const clock = (when: When) => formatted(CLOCK, when, "--:--");

/** `14:30:05`; no time is `--:--:--`. */
export const clockSeconds = (when: When) => formatted(CLOCK_SECONDS, when, "--:--:--");

/** `quinta-feira, 19 de fevereiro`. */
export const longDay = (when: When) => formatted(LONG_DAY, when, "-");

/** `19/02/2026, 14:30:05`; nothing is `Nunca`, an unreadable text is shown as it came. */
export function dateTime(when: When): string {
  if (when === null || when === undefined || when === "") return "Nunca";
  const read = asDate(when);
  return read ? `${DATE.format(read)}, ${CLOCK_SECONDS.format(read)}` : String(when);
}

const MONTHS = ["JAN", "FEV", "MAR", "ABR", "MAI", "JUN", "JUL", "AGO", "SET", "OUT", "NOV", "DEZ"];

/** `JAN/26` from `2026-01`. */
export function month(text: string): string {
  const match = /^(\d{4})-(\d{2})/.exec(text);
  const name = match && MONTHS[Number(match[2]) - 1];
  return match && name ? `${name}/${match[1]?.slice(2)}` : "-";
}

/** How long ago, coarse: `agora`, `há 40 s`, `há 12 min`, `há 3 h`, `há 2 dias`. */
export function ago(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 5) return "agora";
  if (whole < 60) return `há ${whole} s`;
  if (whole < 3600) return `há ${Math.floor(whole / 60)} min`;
  if (whole < 86_400) return `há ${Math.floor(whole / 3600)} h`;
  const days = Math.floor(whole / 86_400);
  return `há ${days} ${days === 1 ? "dia" : "dias"}`;
}

/** Minutes and seconds of something that is running: `0:42`. */
export function stopwatch(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** São Paulo wall time as minutes since midnight. */
export function minuteOfDay(when: Date): number {
  const [hours = 0, minutes = 0] = CLOCK.format(when).split(":").map(Number);
  return hours * 60 + minutes;
}

/** For comparing and searching: no accents, lower case, single spaces. */
export const fold = (text: string) =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .trim()
    .replace(/\s+/g, " ");
