/** Two people changed one record: what each of them changed, and one record out of both. */
import { date } from "@/lib/format";
import type { CheckRow, Draft } from "./form";
import { contractTypeLabel, documentLabel } from "./model";
import type { Catalogue } from "./queries";

const LABELS: Record<Exclude<keyof Draft, "checklist">, string> = {
  name: "Nome do profissional",
  specialties: "Especialidades",
  phone: "Telefone",
  email: "Email",
  ageMin: "Idade mínima",
  ageMax: "Idade máxima",
  contractType: "Tipo de contrato",
  contractTemplateId: "Modelo de contrato",
  contractPartyType: "Tipo de contratante",
  cpf: "CPF",
  cnpj: "CNPJ",
  legalName: "Razão social",
  personalDocType: "Tipo de documento pessoal",
  personalDocNumber: "Número documento pessoal",
  addressText: "Endereço",
  serviceUnits: "Unidades de atendimento",
  physicalFolderNote: "Observações do profissional",
  hasPhysicalFolder: "Possui pasta física",
  isActive: "Status do profissional",
  contractStartDate: "Início contrato",
  contractEndDate: "Fim contrato",
  hasFeegowPermissions: "Permissões do Feegow",
  registrations: "Registros regionais",
};

export type Side = "theirs" | "mine";

/** A place where the record is no longer what it was when it was opened. */
export interface Change {
  id: string;
  label: string;
  before: string;
  theirs: string;
  /** `null` when only the other person changed it. */
  mine: string | null;
}

const yesNo = (value: boolean) => (value ? "Sim" : "Não");

const checkText = ({ hasPhysicalCopy, hasDigitalCopy, expiresAt, notes }: CheckRow) =>
  [hasPhysicalCopy && "físico", hasDigitalCopy && "digital", expiresAt && date(expiresAt), notes]
    .filter(Boolean)
    .join(", ") || "—";

/** The parts of a record that change apart from each other, in words. */
function partsOf(draft: Draft, catalogue: Catalogue): Map<string, { label: string; text: string }> {
  const { checklist, ...fields } = draft;
  const parts = new Map<string, { label: string; text: string }>();
  for (const [name, value] of Object.entries(fields)) {
    const label = LABELS[name as keyof typeof LABELS];
    parts.set(name, { label, text: fieldText(name, value, draft, catalogue) });
  }
  for (const check of checklist) {
    const label = documentLabel(check.docType, catalogue.documentTypes);
    parts.set(`checklist.${check.docType}`, { label: `Documento: ${label}`, text: checkText(check) });
  }
  return parts;
}

function fieldText(name: string, value: unknown, draft: Draft, catalogue: Catalogue): string {
  switch (name) {
    case "specialties":
      return draft.specialties.map((row) => `${row.name}${row.isPrimary ? " (principal)" : ""}`).join(", ");
    case "registrations":
      return draft.registrations
        .map((row) => {
          const text = `${row.councilType}/${row.councilUf} ${row.councilNumber.trim()}`;
          return row.isPrimary ? `${text} (principal)` : text;
        })
        .join(", ");
    case "serviceUnits":
      return draft.serviceUnits.join(", ") || "—";
    case "contractType":
      return contractTypeLabel(draft.contractType, catalogue);
    case "isActive":
      return draft.isActive ? "Ativo" : "Inativo";
    case "contractStartDate":
    case "contractEndDate":
      return value ? date(String(value)) : "—";
    default:
      return typeof value === "boolean" ? yesNo(value) : String(value).trim() || "—";
  }
}

/** What another person changed since the record was opened. */
export function changesOf(before: Draft, theirs: Draft, mine: Draft, catalogue: Catalogue): Change[] {
  const [was, now, typed] = [before, theirs, mine].map((draft) => partsOf(draft, catalogue));
  const changes: Change[] = [];
  for (const [id, { label, text }] of now ?? []) {
    const old = was?.get(id)?.text ?? "—";
    const own = typed?.get(id)?.text ?? "—";
    if (text !== old) changes.push({ id, label, before: old, theirs: text, mine: own === old ? null : own });
  }
  return changes;
}

/** Whether anything was typed. */
export const isChanged = (before: Draft, mine: Draft, catalogue: Catalogue) => {
  const was = partsOf(before, catalogue);
  return [...partsOf(mine, catalogue)].some(([id, { text }]) => text !== was.get(id)?.text);
};

/** What was typed, with what the other person changed; where both did, as `choices` say, else mine. */
export function merged(
  changes: readonly Change[],
  theirs: Draft,
  mine: Draft,
  choices: Partial<Record<string, Side>>,
): Draft {
  const taken = changes.filter(({ id, mine: own }) => own === null || choices[id] === "theirs");
  const names = new Set(taken.map(({ id }) => id));
  const fields = Object.fromEntries(Object.entries(theirs).filter(([name]) => names.has(name)));
  const checklist = mine.checklist.map((check) => {
    const other = theirs.checklist.find(({ docType }) => docType === check.docType);
    return names.has(`checklist.${check.docType}`) && other ? other : check;
  });
  return { ...mine, ...fields, checklist };
}
