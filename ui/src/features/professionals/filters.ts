/** What the list is asked about, as the address keeps it. */
import type { Sort } from "@/components/ui/DataTable";
import { ALL } from "@/components/ui/SearchSelect";
import type { Question } from "./queries";

/** Columns the server sorts by. */
export const COLUMNS = [
  "status",
  "name",
  "specialty",
  "contractEndDate",
  "registration",
  "contractType",
  "documents",
  "certidao",
] as const;

export const STATUSES = [
  { value: ALL, label: "Todos" },
  { value: "active", label: "Ativos" },
  { value: "inactive", label: "Inativos" },
  { value: "pending", label: "Pendentes" },
];

export const CERTIFICATES = [
  { value: ALL, label: "Certidão: todos" },
  { value: "OK", label: "OK" },
  { value: "VENCENDO", label: "Vencendo" },
  { value: "VENCIDA", label: "Vencida" },
  { value: "PENDENTE", label: "Pendente" },
];

/** Whether something is missing, apart from being active. */
export const RECORDS = [
  { value: ALL, label: "Todos" },
  { value: "completo", label: "Completos" },
  { value: "pendente", label: "Pendentes" },
];

export const FEEGOW = [
  { value: ALL, label: "Todos" },
  { value: "com", label: "Com permissão" },
  { value: "sem", label: "Sem permissão" },
];

/** The server's yes and no for the words of the address. */
const FLAGS: Record<string, string> = { pendente: "true", completo: "false", com: "true", sem: "false" };

export const DEFAULTS = {
  /** Part of a name or specialty, of a CPF or CNPJ. */
  q: "",
  status: ALL,
  certidao: ALL,
  cadastro: ALL,
  /** A code of the catalogue. */
  tipo: ALL,
  /** A name, the main specialty or another. */
  especialidade: ALL,
  feegow: ALL,
  sort: "name:asc",
  /** From 1. */
  page: "1",
};

export type Filters = typeof DEFAULTS;

export function accepts(name: keyof Filters, value: string): boolean {
  switch (name) {
    case "q":
      return value.length <= 180;
    case "status":
      return STATUSES.some((choice) => choice.value === value);
    case "certidao":
      return CERTIFICATES.some((choice) => choice.value === value);
    case "cadastro":
      return RECORDS.some((choice) => choice.value === value);
    case "feegow":
      return FEEGOW.some((choice) => choice.value === value);
    case "tipo":
      return value === ALL || /^[A-Z_]{1,30}$/.test(value);
    case "especialidade":
      return value.trim() !== "" && value.length <= 180;
    case "sort":
      return COLUMNS.some((id) => value === `${id}:asc` || value === `${id}:desc`);
    case "page":
      return /^[1-9]\d{0,5}$/.test(value);
  }
}

export function sortOf({ sort }: Filters): Sort {
  const [column = "name", direction] = sort.split(":");
  return { column, descending: direction === "desc" };
}

export const sortText = ({ column, descending }: Sort) => `${column}:${descending ? "desc" : "asc"}`;

export function questionOf(filters: Filters): Question {
  const { column, descending } = sortOf(filters);
  return {
    search: filters.q.trim(),
    status: filters.status,
    certidaoStatus: filters.certidao,
    pending: FLAGS[filters.cadastro] ?? ALL,
    contractType: filters.tipo,
    specialty: filters.especialidade,
    hasFeegowPermissions: FLAGS[filters.feegow] ?? ALL,
    sort: column,
    dir: descending ? "desc" : "asc",
    page: Number(filters.page),
  };
}

/** Takes every filter away, but not the order. */
export const NO_FILTER = {
  q: "",
  status: ALL,
  certidao: ALL,
  cadastro: ALL,
  tipo: ALL,
  especialidade: ALL,
  feegow: ALL,
  page: "1",
};

const CHOICES = ["status", "certidao", "cadastro", "tipo", "especialidade", "feegow"] as const;

export const isFiltered = (filters: Filters) =>
  filters.q.trim() !== "" || CHOICES.some((name) => filters[name] !== ALL);
