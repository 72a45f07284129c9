/** What the page of proposals is asked about, as the address keeps it. */
import type { Sort } from "@/components/ui/DataTable";
import { ALL } from "@/components/ui/SearchSelect";
import { isDay, type Period, today } from "@/lib/period";

/** Columns one can order the ranking by. */
export const COLUMNS = [
  "profissional",
  "qtd",
  "executadas",
  "valor",
  "executado",
  "conversao",
  "ticket",
  "ticket-executado",
] as const;

export function defaults(now = today()) {
  return {
    from: `${now.slice(0, 7)}-01`,
    to: now,
    unit: ALL,
    /** A stage (`stage:open`) or one status as the source writes it. */
    status: ALL,
    /** Part of a professional's name. */
    q: "",
    sort: "valor:desc",
    /** From 1. */
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
      return /^[a-z-]+:(asc|desc)$/.test(value) && COLUMNS.some((id) => value.startsWith(`${id}:`));
    case "page":
      return /^[1-9]\d{0,4}$/.test(value);
    case "q":
      return value.length <= 191;
    default:
      return value !== "" && value.length <= 191;
  }
}

export const periodOf = ({ from, to }: Filters): Period =>
  from <= to ? { from, to } : { from: to, to: from };

export function sortOf({ sort }: Filters): Sort {
  const [column = "valor", direction] = sort.split(":");
  return { column, descending: direction === "desc" };
}

export const sortText = ({ column, descending }: Sort) => `${column}:${descending ? "desc" : "asc"}`;

export const isFiltered = ({ unit, status, q }: Filters) => unit !== ALL || status !== ALL || q !== "";

/** Takes every filter away, but not the period. */
export const NO_FILTER = { unit: ALL, status: ALL, q: "", page: "1" };
