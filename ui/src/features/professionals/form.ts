/** What the editor of a record holds, what is wrong with it, and what is sent. */
import { cnpjMask, cpfMask, digitsOf, isCnpj, isCpf, phoneMask } from "./model";
import type { Catalogue, Professional, ProfessionalForm } from "./queries";

export interface SpecialtyRow {
  /** Of the row on screen. */
  key: string;
  name: string;
  isPrimary: boolean;
}

export interface RegistrationRow {
  key: string;
  /** Of a stored one. */
  id: string | null;
  councilType: string;
  councilNumber: string;
  councilUf: string;
  isPrimary: boolean;
}

export interface CheckRow {
  docType: string;
  hasPhysicalCopy: boolean;
  hasDigitalCopy: boolean;
  expiresAt: string;
  notes: string;
}

export interface Draft {
  name: string;
  specialties: readonly SpecialtyRow[];
  phone: string;
  email: string;
  ageMin: string;
  ageMax: string;
  contractType: string;
  contractTemplateId: string;
  contractPartyType: string;
  cpf: string;
  cnpj: string;
  legalName: string;
  personalDocType: string;
  personalDocNumber: string;
  addressText: string;
  serviceUnits: readonly string[];
  physicalFolderNote: string;
  hasPhysicalFolder: boolean;
  isActive: boolean;
  contractStartDate: string;
  contractEndDate: string;
  hasFeegowPermissions: boolean;
  registrations: readonly RegistrationRow[];
  checklist: readonly CheckRow[];
}

export const OLDEST = 120;

let rows = 0;
/** A name for a new row on screen. */
function newKey(): string {
  rows += 1;
  return `row-${rows}`;
}

export const newSpecialty = (isPrimary = false): SpecialtyRow => ({ key: newKey(), name: "", isPrimary });

export const newRegistration = (isPrimary = false): RegistrationRow => ({
  key: newKey(),
  id: null,
  councilType: "CRM",
  councilNumber: "",
  councilUf: "SP",
  isPrimary,
});

export const emptyDraft = (catalogue: Catalogue): Draft => ({
  name: "",
  specialties: [newSpecialty(true)],
  phone: "",
  email: "",
  ageMin: "0",
  ageMax: String(OLDEST),
  contractType: catalogue.contractTypes[0]?.code ?? "",
  contractTemplateId: "",
  contractPartyType: "PF",
  cpf: "",
  cnpj: "",
  legalName: "",
  personalDocType: "RG",
  personalDocNumber: "",
  addressText: "",
  serviceUnits: [],
  physicalFolderNote: "",
  hasPhysicalFolder: false,
  isActive: true,
  contractStartDate: "",
  contractEndDate: "",
  hasFeegowPermissions: false,
  registrations: [newRegistration(true)],
  checklist: catalogue.documentTypes.map(({ code }) => ({
    docType: code,
    hasPhysicalCopy: false,
    hasDigitalCopy: false,
    expiresAt: "",
    notes: "",
  })),
});

/** A masked number stays as it came. */
const shown = (text: string | null, mask: (text: string) => string) =>
  text === null ? "" : text.includes("*") ? text : mask(text);

function specialtyRows({ specialties, primarySpecialty }: Professional): SpecialtyRow[] {
  if (specialties.length === 0) return [newSpecialty(true)];
  const primary = Math.max(0, specialties.indexOf(primarySpecialty ?? ""));
  return specialties.map((name, index) => ({ key: newKey(), name, isPrimary: index === primary }));
}

/** A stored record, ready to be edited. */
export function draftOf(record: Professional): Draft {
  const [ageMin = "0", ageMax = String(OLDEST)] = record.ageRange?.split("-") ?? [];
  const { registrations } = record;
  return {
    name: record.name,
    specialties: specialtyRows(record),
    phone: phoneMask(record.phone ?? ""),
    email: record.email ?? "",
    ageMin,
    ageMax,
    contractType: record.contractType,
    contractTemplateId: record.contractTemplateId ?? "",
    contractPartyType: record.contractPartyType,
    cpf: shown(record.cpf, cpfMask),
    cnpj: shown(record.cnpj, cnpjMask),
    legalName: record.legalName ?? "",
    personalDocType: record.personalDocType,
    personalDocNumber: record.personalDocNumber,
    addressText: record.addressText,
    serviceUnits: record.serviceUnits,
    physicalFolderNote: record.physicalFolderNote ?? "",
    hasPhysicalFolder: record.hasPhysicalFolder,
    isActive: record.isActive,
    contractStartDate: record.contractStartDate ?? "",
    contractEndDate: record.contractEndDate ?? "",
    hasFeegowPermissions: record.hasFeegowPermissions,
    registrations:
      registrations.length > 0
        ? registrations.map(({ professionalId: _, ...row }) => ({ ...row, key: row.id }))
        : [newRegistration(true)],
    checklist: record.checklist.map(({ docType, hasPhysicalCopy, hasDigitalCopy, expiresAt, notes }) => ({
      docType,
      hasPhysicalCopy,
      hasDigitalCopy,
      expiresAt: expiresAt ?? "",
      notes,
    })),
  };
}

const orNull = (text: string) => text.trim() || null;
/** A number that is no more than its signs is sent as it is: the server compares it with the stored one. */
const digitsOrNull = (text: string) => (text.includes("*") ? text : digitsOf(text)) || null;

/** The named specialties, each once, exactly one of them primary. */
export function namedSpecialties(rows: readonly SpecialtyRow[]): { name: string; isPrimary: boolean }[] {
  const named: { name: string; isPrimary: boolean }[] = [];
  for (const row of rows) {
    const name = row.name.trim();
    const known = named.find((other) => other.name.toLowerCase() === name.toLowerCase());
    if (known) known.isPrimary ||= row.isPrimary;
    else if (name) named.push({ name, isPrimary: row.isPrimary });
  }
  const primary = Math.max(
    0,
    named.findIndex(({ isPrimary }) => isPrimary),
  );
  return named.map(({ name }, index) => ({ name, isPrimary: index === primary }));
}

/** What is sent; `expectedUpdatedAt` is the version that was edited. */
export function bodyOf(draft: Draft, expectedUpdatedAt?: string): ProfessionalForm {
  const specialties = namedSpecialties(draft.specialties);
  const primary = specialties.find(({ isPrimary }) => isPrimary)?.name ?? null;
  return {
    name: draft.name.trim(),
    specialties,
    specialty: primary,
    primarySpecialty: primary,
    phone: digitsOf(draft.phone) || null,
    email: orNull(draft.email),
    ageRange: `${Number(draft.ageMin)}-${Number(draft.ageMax)}`,
    contractType: draft.contractType,
    contractTemplateId: orNull(draft.contractTemplateId),
    contractPartyType: draft.contractPartyType,
    cpf: digitsOrNull(draft.cpf),
    cnpj: digitsOrNull(draft.cnpj),
    legalName: orNull(draft.legalName),
    personalDocType: draft.personalDocType,
    personalDocNumber: draft.personalDocNumber.trim(),
    addressText: draft.addressText.trim(),
    serviceUnits: [...draft.serviceUnits],
    physicalFolderNote: orNull(draft.physicalFolderNote),
    hasPhysicalFolder: draft.hasPhysicalFolder,
    isActive: draft.isActive,
    contractStartDate: orNull(draft.contractStartDate),
    contractEndDate: orNull(draft.contractEndDate),
    hasFeegowPermissions: draft.hasFeegowPermissions,
    registrations: draft.registrations.map(({ key: _, id, ...row }) => ({
      ...row,
      ...(id ? { id } : {}),
      councilNumber: row.councilNumber.trim(),
    })),
    checklist: draft.checklist.map((item) => ({
      ...item,
      expiresAt: orNull(item.expiresAt),
      notes: item.notes.trim(),
    })),
    ...(expectedUpdatedAt ? { expectedUpdatedAt } : {}),
  };
}

/** Messages by the place they belong to. */
export type Problems = Partial<Record<string, string>>;

export const registrationField = (key: string, field: string) => `registrations.${key}.${field}`;
export const checkField = (docType: string) => `checklist.${docType}`;

const isAge = (text: string) => /^\d{1,3}$/.test(text) && Number(text) <= OLDEST;

function identityProblems(draft: Draft, stored: Draft | null): Problems {
  const isPf = draft.contractPartyType === "PF";
  const problems: Problems = {};
  // What is stored already stays, however old its form.
  const isNew = (field: "cpf" | "cnpj") => digitsOf(draft[field]) !== digitsOf(stored?.[field] ?? "");
  if (isPf && !draft.cpf.trim()) problems.cpf = "CPF é obrigatório para contratação PF.";
  else if (draft.cpf && isNew("cpf") && !isCpf(draft.cpf))
    problems.cpf = "CPF inválido: confira os 11 dígitos.";
  if (!isPf && !draft.cnpj.trim()) problems.cnpj = "CNPJ é obrigatório para contratação PJ.";
  else if (draft.cnpj && isNew("cnpj") && !isCnpj(draft.cnpj))
    problems.cnpj = "CNPJ inválido: confira os 14 dígitos.";
  if (!isPf && !draft.legalName.trim())
    problems.legalName = "Razão social é obrigatória para contratação PJ.";
  return problems;
}

/** Everything that is wrong with what was typed; `stored` is what the record was before. */
export function problemsOf(draft: Draft, stored: Draft | null): Problems {
  const problems: Problems = identityProblems(draft, stored);
  const say = (wrong: boolean, field: string, message: string) => {
    if (wrong) problems[field] ??= message;
  };
  const phone = digitsOf(draft.phone).length;
  say(!draft.name.trim(), "name", "Nome do profissional é obrigatório.");
  say(namedSpecialties(draft.specialties).length === 0, "specialties", "Especialidade é obrigatória.");
  say(
    phone > 0 && phone !== 10 && phone !== 11,
    "phone",
    "Telefone inválido. Use DDD + número (10 ou 11 dígitos).",
  );
  say(
    draft.email.trim() !== "" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(draft.email.trim()),
    "email",
    "Email inválido.",
  );
  say(
    !isAge(draft.ageMin) || !isAge(draft.ageMax) || Number(draft.ageMin) > Number(draft.ageMax),
    "ageRange",
    "Faixa etária inválida: use números inteiros de 0 a 120, o mínimo até o máximo.",
  );
  say(!draft.contractType, "contractType", "Tipo de contrato é obrigatório.");
  say(!draft.personalDocNumber.trim(), "personalDocNumber", "Número do documento pessoal é obrigatório.");
  say(!draft.addressText.trim(), "addressText", "Endereço é obrigatório.");
  say(
    draft.contractStartDate !== "" &&
      draft.contractEndDate !== "" &&
      draft.contractEndDate < draft.contractStartDate,
    "contractEndDate",
    "Data de fim do contrato não pode ser menor que a data de início.",
  );
  for (const { key, councilNumber } of draft.registrations)
    say(
      !councilNumber.trim(),
      registrationField(key, "councilNumber"),
      "Número do registro regional é obrigatório.",
    );
  say(draft.registrations.length === 0, "registrations", "Informe ao menos um registro regional.");
  say(
    draft.registrations.length > 0 && draft.registrations.filter(({ isPrimary }) => isPrimary).length !== 1,
    "registrations",
    "Marque exatamente um registro como principal.",
  );
  for (const { docType, hasPhysicalCopy, hasDigitalCopy, expiresAt } of draft.checklist)
    say(
      docType === "CERTIDAO_ETICA" && (hasPhysicalCopy || hasDigitalCopy) && !expiresAt,
      checkField(docType),
      "Informe a data de expiração da Certidão de Ética Profissional.",
    );
  return problems;
}

/** Where a refusal of the server is shown. */
const FIELD_OF_CODE: Record<string, string> = {
  NAME_REQUIRED: "name",
  SPECIALTY_REQUIRED: "specialties",
  PHONE_INVALID: "phone",
  EMAIL_INVALID: "email",
  AGE_RANGE_INVALID: "ageRange",
  SERVICE_UNIT_INVALID: "serviceUnits",
  PERSONAL_DOC_NUMBER_REQUIRED: "personalDocNumber",
  PERSONAL_DOC_TYPE_INVALID: "personalDocType",
  ADDRESS_REQUIRED: "addressText",
  PARTY_TYPE_INVALID: "contractPartyType",
  CONTRACT_TYPE_INVALID: "contractType",
  CONTRACT_DATES_INVALID: "contractEndDate",
  CPF_REQUIRED: "cpf",
  CPF_INVALID: "cpf",
  CPF_TAKEN: "cpf",
  CNPJ_REQUIRED: "cnpj",
  CNPJ_INVALID: "cnpj",
  CNPJ_TAKEN: "cnpj",
  LEGAL_NAME_REQUIRED: "legalName",
  REGISTRATION_REQUIRED: "registrations",
  PRIMARY_REGISTRATION_INVALID: "registrations",
  REGISTRATION_TAKEN: "registrations",
  COUNCIL_TYPE_INVALID: "registrations",
  COUNCIL_NUMBER_REQUIRED: "registrations",
  COUNCIL_UF_INVALID: "registrations",
  CERTIDAO_EXPIRY_REQUIRED: checkField("CERTIDAO_ETICA"),
  TEMPLATE_NOT_FOUND: "contractTemplateId",
  TEMPLATE_NOT_ACTIVE: "contractTemplateId",
  TEMPLATE_TYPE_MISMATCH: "contractTemplateId",
};

/** The field a refusal belongs to; `null` when it is about the whole. */
export function fieldOfCode(code: string, draft: Draft): string | null {
  const field = FIELD_OF_CODE[code] ?? null;
  // A field that is not on screen cannot show its message.
  const isHidden =
    (field === "cpf" && draft.contractPartyType !== "PF") ||
    (field === "cnpj" && draft.contractPartyType === "PF");
  return isHidden ? null : field;
}
