/** What the page of the benefit card is asked about, as the address keeps it. */
import type { Sort } from "@/components/ui/DataTable";
import { isDay, type Period, today } from "@/lib/period";

export function defaults(now = today()) {
  return {
    from: `${now.slice(0, 4)}-01-01`,
    to: now,
    /** `1`: the days behind the chart are listed. */
    detail: "0",
    sort: "date:desc",
    /** Of that list, from 1. */
    page: "1",
  };
}

export type Filters = ReturnType<typeof defaults>;

export function accepts(name: keyof Filters, value: string): boolean {
  switch (name) {
    case "from":
    case "to":
      return isDay(value);
    case "detail":
      return value === "0" || value === "1";
    case "sort":
      return /^(date|faturamento):(asc|desc)$/.test(value);
    case "page":
      return /^[1-9]\d{0,4}$/.test(value);
  }
}

export const periodOf = ({ from, to }: Filters): Period =>
  from <= to ? { from, to } : { from: to, to: from };

export function sortOf({ sort }: Filters): Sort {
  const [column = "date", direction] = sort.split(":");
  return { column, descending: direction === "desc" };
}

export const sortText = ({ column, descending }: Sort) => `${column}:${descending ? "desc" : "asc"}`;
