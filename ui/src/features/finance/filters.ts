/** What the page is filtered by, as it stands in the address. */
import { ALL } from "@/components/ui/SearchSelect";
import { addDays, before, isDay, lengthOf, type Period, today, yearBefore } from "@/lib/period";

/** How the second period follows from the first; empty: nothing is compared. */
export const MODES = {
  previous: "Período anterior equivalente",
  yoy: "Mesmo período do ano anterior",
  custom: "Período personalizado",
} as const;

export type Mode = keyof typeof MODES;

export function defaults(now = today()) {
  return {
    from: `${now.slice(0, 4)}-01-01`,
    to: now,
    unit: ALL,
    group: ALL,
    procedure: ALL,
    compare: "",
    bfrom: addDays(now, -30),
    bto: now,
    /** `0`: a chosen second period may have another length. */
    same: "1",
  };
}

export type Filters = ReturnType<typeof defaults>;

export function accepts(name: keyof Filters, value: string): boolean {
  switch (name) {
    case "from":
    case "to":
    case "bfrom":
    case "bto":
      return isDay(value);
    case "compare":
      return value === "" || Object.hasOwn(MODES, value);
    case "same":
      return value === "0" || value === "1";
    default:
      return value !== "" && value.length <= 191;
  }
}

const ordered = (from: string, to: string): Period => (from <= to ? { from, to } : { from: to, to: from });

/** The period looked at. */
export const periodA = ({ from, to }: Filters) => ordered(from, to);

/** The period it is compared with; `null` when nothing is compared. */
export function periodB(filters: Filters): Period | null {
  const a = periodA(filters);
  switch (filters.compare) {
    case "previous":
      return before(a);
    case "yoy":
      return yearBefore(a);
    case "custom": {
      const b = ordered(filters.bfrom, filters.bto);
      return filters.same === "1" ? { from: b.from, to: addDays(b.from, lengthOf(a) - 1) } : b;
    }
    default:
      return null;
  }
}

export const isFiltered = ({ unit, group, procedure }: Filters) =>
  unit !== ALL || group !== ALL || procedure !== ALL;
