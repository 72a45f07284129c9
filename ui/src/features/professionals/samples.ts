/** People and words for tests. */
import type { Catalogue, ChecklistItem, Professional } from "./queries";

export const CATALOGUE: Catalogue = {
  partyTypes: ["PF", "PJ"],
  contractTypes: [
    { code: "PADRAO_CLT", label: "ESPECIALIDADES" },
    { code: "PJ_PADRAO", label: "ODONTOLOGIA" },
    { code: "PLANTONISTA", label: "ULTRASSOM" },
  ],
  personalDocTypes: ["RG", "CPF", "CNH"],
  councilTypes: ["COREN", "CRM", "CRO"],
  ufs: ["MG", "RJ", "SP"],
  serviceUnits: ["OURO VERDE", "CENTRO CAMBUI", "SHOPPING CAMPINAS"],
  certidaoStatuses: [],
  documentTypes: [
    { code: "FOTO", label: "Foto", required: true, expires: false },
    {
      code: "CARTEIRA_IDENTIDADE_PROFISSIONAL",
      label: "Carteira de Identidade Profissional",
      required: false,
      expires: false,
    },
    { code: "DIPLOMA", label: "Diploma", required: true, expires: false },
    { code: "DIPLOMA_ESPECIALIDADE", label: "Diploma de Especialidade", required: true, expires: false },
    { code: "COMPROVANTE_ENDERECO", label: "Comprovante de Endereço", required: false, expires: false },
    { code: "RG_CPF_CNH", label: "RG/CPF/CNH", required: false, expires: false },
    { code: "CURRICULO", label: "Currículo", required: false, expires: false },
    {
      code: "CERTIDAO_ETICA",
      label: "Certidão de Ética Profissional",
      required: true,
      expires: true,
      warningDays: 30,
    },
    { code: "CONTRATO_ASSINADO", label: "Contrato Assinado", required: false, expires: false },
  ],
};

const unchecked = (docType: string): ChecklistItem => ({
  id: null,
  professionalId: "p1",
  docType,
  hasPhysicalCopy: false,
  hasDigitalCopy: false,
  expiresAt: null,
  notes: "",
  verifiedBy: null,
  verifiedAt: null,
  updatedAt: null,
});

const REGISTRATION = {
  id: "r1",
  professionalId: "p1",
  councilType: "CRM",
  councilNumber: "123456",
  councilUf: "SP",
  isPrimary: true,
};

/** A complete record but for its documents. */
export function professional(fields: Partial<Professional> = {}): Professional {
  return {
    id: "p1",
    name: "Profissional Exemplo",
    contractPartyType: "PF",
    contractType: "PADRAO_CLT",
    cpf: "529.***.***-25",
    cnpj: null,
    legalName: null,
    specialty: "Cardiologia",
    specialties: ["Cardiologia", "Clínica Médica"],
    primarySpecialty: "Cardiologia",
    phone: "11999990000",
    email: "profissional.exemplo@example.com",
    ageRange: "18-65",
    serviceUnits: ["CENTRO CAMBUI"],
    hasFeegowPermissions: false,
    personalDocType: "RG",
    personalDocNumber: "*******89",
    addressText: "Rua Exemplo, 100",
    isActive: true,
    hasPhysicalFolder: false,
    physicalFolderNote: null,
    contractTemplateId: null,
    contractStartDate: "2026-01-02",
    contractEndDate: null,
    createdAt: "2026-01-02T12:00:00.000Z",
    updatedAt: "2026-02-18T13:45:10.123Z",
    registrations: [REGISTRATION],
    primaryRegistration: REGISTRATION,
    checklist: CATALOGUE.documentTypes.map(({ code }) => unchecked(code)),
    missingFields: [],
    missingDocs: ["DIPLOMA", "DIPLOMA_ESPECIALIDADE", "CERTIDAO_ETICA"],
    requiredDocsDone: 1,
    requiredDocsTotal: 9,
    pending: true,
    certidaoStatus: "PENDENTE",
    certidaoExpiresAt: null,
    ...fields,
  };
}

/** The record as somebody who may edit gets it. */
export const unmasked = (fields: Partial<Professional> = {}) =>
  professional({ cpf: "52998224725", personalDocNumber: "123456789", ...fields });
