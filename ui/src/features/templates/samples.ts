/** Templates for tests. */
import type { ContractType, SourceOption, Template } from "./queries";

export const TYPES: ContractType[] = [
  { code: "PADRAO_CLT", label: "ESPECIALIDADES" },
  { code: "PJ_PADRAO", label: "ODONTOLOGIA" },
  { code: "PLANTONISTA", label: "ULTRASSOM" },
];

export const SOURCES: SourceOption[] = [
  { value: "professional.name", label: "Profissional - Nome", group: "profissional" },
  { value: "professional.address_text", label: "Profissional - Endereco", group: "profissional" },
  { value: "registration.primary.council_uf", label: "Registro Principal - UF", group: "registro" },
  { value: "system.current_date", label: "Sistema - Data Atual", group: "sistema" },
];

/** A draft with one of two placeholders mapped. */
export function template(fields: Partial<Template> = {}): Template {
  return {
    id: "t1",
    name: "Contrato Odontologia PJ",
    contractType: "PJ_PADRAO",
    version: 2,
    status: "draft",
    storageProvider: "local",
    storageBucket: null,
    storageKey: "contratos/modelos/PJ_PADRAO/contrato-odontologia.docx",
    originalName: "Contrato Odontologia.docx",
    mimeType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    sizeBytes: 24_576,
    placeholders: ["cidade", "professional.name"],
    mapping: [
      { placeholder: "cidade", source: null, required: true, confirmed: false },
      { placeholder: "professional.name", source: "professional.name", required: true, confirmed: true },
    ],
    mappingDone: 1,
    mappingTotal: 2,
    mappingComplete: false,
    notes: null,
    uploadedBy: "u1",
    uploadedAt: "2026-02-18T01:45:10.200Z",
    activatedBy: null,
    activatedAt: null,
    archivedAt: null,
    ...fields,
  };
}

/** The draft with everything mapped. */
export const complete = (fields: Partial<Template> = {}) =>
  template({
    mapping: template().mapping.map((item) => ({
      ...item,
      source: item.source ?? "professional.address_text",
      confirmed: true,
    })),
    mappingDone: 2,
    mappingComplete: true,
    ...fields,
  });
