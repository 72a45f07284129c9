/** The register's words and numbers as people read and type them. */
import { addDays } from "@/lib/period";
import type { Catalogue, DocumentChoice, Professional } from "./queries";

/** A contract that ends within so many days is about to end. */
const ENDING_DAYS = 30;

/** Fields that a record can lack, in words. */
const FIELDS: Record<string, string> = {
  name: "Nome",
  specialty: "Especialidade",
  personalDocType: "Tipo de documento pessoal",
  personalDocNumber: "Número do documento pessoal",
  addressText: "Endereço",
  contractType: "Tipo de contrato",
  cpf: "CPF",
  cnpj: "CNPJ",
  legalName: "Razão social",
  registrations: "Registro regional",
  primaryRegistration: "Registro principal",
};

export const fieldLabel = (name: string) => FIELDS[name] ?? name;

export const documentLabel = (code: string, documents: readonly DocumentChoice[] | undefined) =>
  documents?.find((document) => document.code === code)?.label ?? code;

/** A contract type in words; a code of nobody's catalogue as it is. */
export const contractTypeLabel = (code: string, catalogue: Catalogue | undefined) =>
  catalogue?.contractTypes.find((type) => type.code === code)?.label ?? code;

export const digitsOf = (text: string) => text.replace(/\D/g, "");

/** Puts digits into a pattern of `0`s, as far as they go. */
function filled(digits: string, pattern: string): string {
  let used = 0;
  let text = "";
  for (const sign of pattern) {
    if (used >= digits.length) return text;
    if (sign === "0") used += 1;
    text += sign === "0" ? digits[used - 1] : sign;
  }
  return text;
}

/** `000.000.000-00`, growing as one types. */
export const cpfMask = (text: string) => filled(digitsOf(text), "000.000.000-00");

/** `00.000.000/0000-00`, growing as one types. */
export const cnpjMask = (text: string) => filled(digitsOf(text), "00.000.000/0000-00");

/** `(00) 0000-0000`, with an eleventh digit `(00) 00000-0000`. */
export function phoneMask(text: string): string {
  const digits = digitsOf(text).slice(0, 11);
  return filled(digits, digits.length > 10 ? "(00) 00000-0000" : "(00) 0000-0000");
}

/** The check digit over `digits` with these weights. */
function checkDigit(digits: string, weights: readonly number[]): number {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return sum % 11 < 2 ? 0 : 11 - (sum % 11);
}

const isRepeated = (digits: string) => /^(\d)\1*$/.test(digits);
const falling = (from: number, count: number) => Array.from({ length: count }, (_, index) => from - index);

/** Whether 11 digits are a CPF that can exist. */
export function isCpf(text: string): boolean {
  const digits = digitsOf(text);
  if (digits.length !== 11 || isRepeated(digits)) return false;
  return (
    checkDigit(digits, falling(10, 9)) === Number(digits[9]) &&
    checkDigit(digits, falling(11, 10)) === Number(digits[10])
  );
}

const CNPJ_WEIGHTS = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

/** Whether 14 digits are a CNPJ that can exist. */
export function isCnpj(text: string): boolean {
  const digits = digitsOf(text);
  if (digits.length !== 14 || isRepeated(digits)) return false;
  return (
    checkDigit(digits, CNPJ_WEIGHTS.slice(1)) === Number(digits[12]) &&
    checkDigit(digits, CNPJ_WEIGHTS) === Number(digits[13])
  );
}

/** What identifies a professional on paper: `CPF: 529.***.***-25`, `CNPJ: 11.222.333/0001-81`. */
export function identityText({ contractPartyType, cpf, cnpj }: Professional): string {
  if (contractPartyType === "PJ") return `CNPJ: ${cnpj ? cnpjMask(cnpj) : "-"}`;
  if (!cpf) return "CPF: -";
  return `CPF: ${cpf.includes("*") ? cpf : cpfMask(cpf)}`;
}

/** `CRM/SP 123456`; nothing is `-`. */
export const registrationText = (registration: Professional["primaryRegistration"] | undefined) =>
  registration ? `${registration.councilType}/${registration.councilUf} ${registration.councilNumber}` : "-";

/** Whether a contract has ended, or is about to. */
export function contractEnd(day: string | null, today: string): "none" | "far" | "near" | "past" {
  if (!day) return "none";
  if (day < today) return "past";
  return day <= addDays(today, ENDING_DAYS) ? "near" : "far";
}

/** Required documents that are there, and how many there must be. */
export function requiredDocuments({ missingDocs }: Professional, catalogue: Catalogue | undefined) {
  const total = catalogue?.documentTypes.filter(({ required }) => required).length ?? 4;
  return { done: total - missingDocs.length, total };
}

/** How long until a certificate's last day, in words. */
export function daysLeftText(days: number): string {
  if (days === 0) return "vence hoje";
  if (days === 1) return "vence amanhã";
  if (days > 1) return `vence em ${days} dias`;
  return days === -1 ? "venceu ontem" : `venceu há ${-days} dias`;
}
