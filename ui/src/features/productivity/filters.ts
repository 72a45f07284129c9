/** What the page is filtered and sorted by, as it stands in the address. */
import type { Sort } from "@/components/ui/DataTable";
import { isDay, type Period, today } from "@/lib/period";
import { FIRST_TEAM } from "./model";

export function defaults(now = today()) {
  return {
    from: `${now.slice(0, 7)}-01`,
    to: now,
    team: FIRST_TEAM,
    /** Part of a name. */
    q: "",
    sort: "rank:asc",
    page: "1",
  };
}

export type Filters = ReturnType<typeof defaults>;

export function accepts(name: keyof Filters, value: string): boolean {
  switch (name) {
    case "from":
    case "to":
      return isDay(value);
    case "sort":
      return /^[a-z]{1,20}:(asc|desc)$/.test(value);
    case "page":
      return /^[1-9]\d{0,4}$/.test(value);
    case "team":
      return value !== "" && value.length <= 191;
    case "q":
      return value.length <= 191;
  }
}

/** The days looked at, whichever way round the address names them. */
export const periodOf = ({ from, to }: Filters): Period =>
  from <= to ? { from, to } : { from: to, to: from };

export function sortOf({ sort }: Filters): Sort {
  const [column = "rank", direction] = sort.split(":");
  return { column, descending: direction === "desc" };
}

export const sortText = ({ column, descending }: Sort) => `${column}:${descending ? "desc" : "asc"}`;
