/** Words of templates, what a new one must say, and what changes in a mapping. */
import { ApiError, messageOf } from "@/lib/api/client";
import type { ContractType, MappingItem, SourceOption, Template } from "./queries";

/** A type of nobody's list, as in an old row, is shown as its code. */
export const typeLabel = (code: string, types: readonly ContractType[]) =>
  types.find((type) => type.code === code)?.label ?? code;

/** `Contrato Odontologia PJ v2`. */
export const titleOf = ({ name, version }: Template) => `${name} v${version}`;

export interface Draft {
  name: string;
  /** Empty: the first of the list. */
  contractType: string;
  notes: string;
  file: File | null;
}

export const EMPTY: Draft = { name: "", contractType: "", notes: "", file: null };

export type Field = keyof Draft;
export type Problems = Partial<Record<Field | "form", string>>;

const MOST_BYTES = 10 * 1024 * 1024;
export const NAME_LENGTH = 180;

function fileProblem(file: File | null): string | null {
  if (!file?.name.toLowerCase().endsWith(".docx")) return "Selecione um arquivo .docx.";
  if (file.size === 0) return "O arquivo está vazio.";
  return file.size > MOST_BYTES ? "O arquivo passa de 10 MB." : null;
}

/** What keeps a template from being sent. */
export function problemsOf({ name, file }: Draft): Problems {
  const problems: Problems = {};
  if (!name.trim()) problems.name = "Informe o nome do modelo.";
  const wrong = fileProblem(file);
  if (wrong) problems.file = wrong;
  return problems;
}

const FIELD_OF: Record<string, Field> = {
  NAME_REQUIRED: "name",
  TOO_LONG: "name",
  CONTRACT_TYPE_INVALID: "contractType",
  FILE_REQUIRED: "file",
  FILE_EMPTY: "file",
  FILE_TOO_LARGE: "file",
  FILE_UNREADABLE: "file",
  BODY_TOO_LARGE: "file",
  EXTENSION_INVALID: "file",
  MIME_INVALID: "file",
  DOCX_INVALID: "file",
};

/** A refusal of the server at the field it speaks of. */
export function refusalOf(error: unknown): Problems {
  const field = error instanceof ApiError ? FIELD_OF[error.code] : undefined;
  return { [field ?? "form"]: messageOf(error) };
}

/** What somebody has chosen for a placeholder and not saved yet. */
export interface Choice {
  source: string | null;
  required: boolean;
}

export type Choices = Readonly<Record<string, Choice>>;

/** The mapping as it would be saved: what is required needs a source. */
export const withChoices = (mapping: readonly MappingItem[], choices: Choices): MappingItem[] =>
  mapping.map((item) => {
    const { source = null, required } = choices[item.placeholder] ?? item;
    return { placeholder: item.placeholder, source, required, confirmed: !required || source !== null };
  });

/** The items that differ from what is stored. */
export function changesOf(mapping: readonly MappingItem[], choices: Choices) {
  const stored = new Map(mapping.map((item) => [item.placeholder, item]));
  return withChoices(mapping, choices)
    .filter(({ placeholder, source, required }) => {
      const before = stored.get(placeholder);
      return (before?.source ?? null) !== source || before?.required !== required;
    })
    .map(({ placeholder, source, required }) => ({ placeholder, source: source ?? null, required }));
}

/** Required placeholders, and those of them that have a source. */
export function progressOf(mapping: readonly MappingItem[]) {
  const required = mapping.filter((item) => item.required);
  return { done: required.filter((item) => item.source).length, total: required.length };
}

const GROUPS: readonly { group: SourceOption["group"]; label: string }[] = [
  { group: "profissional", label: "Profissional" },
  { group: "registro", label: "Registro" },
  { group: "sistema", label: "Sistema" },
];

/** Sources in the groups of the choice. */
export const grouped = (options: readonly SourceOption[]) =>
  GROUPS.map(({ group, label }) => ({ label, options: options.filter((one) => one.group === group) }));
