/** What the page is filtered by, as it stands in the address. */
import type { Sort } from "@/components/ui/DataTable";
import { ALL } from "@/components/ui/SearchSelect";
import { isDay, type Period, today } from "@/lib/period";

/** How long one point of the curve is. */
export const GROUPINGS = { day: "Dia", month: "Mês", year: "Ano" } as const;

export type Grouping = keyof typeof GROUPINGS;

export function defaults(now = today()) {
  return {
    from: `${now.slice(0, 7)}-01`,
    to: now,
    by: "day",
    status: ALL,
    unit: ALL,
    scheduler: ALL,
    specialty: ALL,
    professional: ALL,
    sort: "period:desc",
    page: "1",
  };
}

export type Filters = ReturnType<typeof defaults>;

export function accepts(name: keyof Filters, value: string): boolean {
  switch (name) {
    case "from":
    case "to":
      return isDay(value);
    case "by":
      return Object.hasOwn(GROUPINGS, value);
    case "status":
      return value === ALL || /^\d{1,9}$/.test(value);
    case "sort":
      return /^[a-z_]{1,20}:(asc|desc)$/.test(value);
    case "page":
      return /^[1-9]\d{0,4}$/.test(value);
    default:
      return value !== "" && value.length <= 191;
  }
}

/** The days looked at, whichever way round the address names them. */
export const periodOf = ({ from, to }: Filters): Period =>
  from <= to ? { from, to } : { from: to, to: from };

export function sortOf({ sort }: Filters): Sort {
  const [column = "period", direction] = sort.split(":");
  return { column, descending: direction === "desc" };
}

export const sortText = ({ column, descending }: Sort) => `${column}:${descending ? "desc" : "asc"}`;

/** Everything but the days as it is when nobody has chosen. */
export const CLEARED: Partial<Filters> = {
  by: "day",
  status: ALL,
  unit: ALL,
  scheduler: ALL,
  specialty: ALL,
  professional: ALL,
};

export const isFiltered = (filters: Filters) =>
  Object.entries(CLEARED).some(([name, value]) => filters[name as keyof Filters] !== value);
