/** The register of the medical staff: pages of the list, one record, what the form offers, what is to be done. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ApiError, api, type components, ok, patient } from "@/lib/api/client";
import { host } from "@/lib/host";
import { bodyOf, draftOf } from "./form";

type Schemas = components["schemas"];
export type Professional = Schemas["Professional"];
export type ProfessionalForm = Schemas["ProfessionalForm"];
export type ChecklistItem = Schemas["ChecklistItem"];
export type Catalogue = Schemas["RegisterCatalogue"];
export type ProfessionalDocument = Schemas["Document"];
export type DocumentChoice = Schemas["DocumentChoice"];
export type Options = Schemas["ProfessionalOptions"];
export type Template = Schemas["ActiveTemplate"];
export type Contract = Schemas["Contract"];
export type ContractPreview = Schemas["ContractPreview"];
export type WatchPage = Schemas["WatchPage"];
export type WatchItem = Schemas["WatchItem"];
export type WatchSummary = Schemas["WatchSummary"];

export const PAGE_SIZE = 20;

export interface Question {
  search: string;
  status: string;
  certidaoStatus: string;
  /** `true`, `false` or `all`. */
  pending: string;
  contractType: string;
  specialty: string;
  hasFeegowPermissions: string;
  sort: string;
  dir: "asc" | "desc";
  page: number;
}

export const professionalKeys = {
  all: ["professionals"] as const,
  detail: (id: string) => ["professionals", "detail", id] as const,
};

/** The record as it is now. */
export const readProfessional = async (id: string, signal?: AbortSignal) =>
  (await ok(api.GET("/api/admin/profissionais/{id}", { params: { path: { id } }, signal }))).data;

export const professionalQueries = {
  /** Another filter keeps the old rows on screen until the new ones are there. */
  list: (question: Question) =>
    queryOptions({
      queryKey: [...professionalKeys.all, "list", question],
      queryFn: ({ signal }) => {
        const query = { ...question, page: String(question.page), pageSize: String(PAGE_SIZE) };
        return ok(api.GET("/api/admin/profissionais", { params: { query }, signal }));
      },
      placeholderData: keepPreviousData,
      staleTime: 60_000,
    }),
  /** Read anew whenever a record is opened; what is being edited does not change under the hands. */
  detail: (id: string) =>
    queryOptions({
      queryKey: professionalKeys.detail(id),
      queryFn: ({ signal }) => readProfessional(id, signal),
      gcTime: 0,
      staleTime: 0,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    }),
  /** Every file of a record, the ones that count first, then the newest. */
  documents: (id: string) =>
    queryOptions({
      queryKey: [...professionalKeys.all, "documents", id],
      queryFn: async ({ signal }) =>
        (await ok(api.GET("/api/admin/profissionais/{id}/documentos", { params: { path: { id } }, signal })))
          .data,
      staleTime: 30_000,
    }),
  /** Every contract of a record, the newest first, and what is in the way of another. */
  contracts: (id: string) =>
    queryOptions({
      queryKey: [...professionalKeys.all, "contracts", id],
      queryFn: ({ signal }) =>
        ok(api.GET("/api/admin/profissionais/{id}/contratos", { params: { path: { id } }, signal })),
      staleTime: 0,
    }),
  /** What a contract made now would say. */
  contractPreview: (id: string) =>
    queryOptions({
      queryKey: ["professionals-contract-preview", id],
      queryFn: async ({ signal }) =>
        (
          await ok(
            api.GET("/api/admin/profissionais/{id}/contratos/preview", { params: { path: { id } }, signal }),
          )
        ).data,
      staleTime: 0,
      gcTime: 0,
    }),
  /** The bytes of an image. Files never change, they are replaced. */
  file: (documentId: string) =>
    queryOptions({
      queryKey: ["professionals-file", documentId],
      queryFn: ({ signal }) => readFile(documentId, signal),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 60_000,
      retry: false,
    }),
  /** Words that only change with a new version. */
  catalogue: () =>
    queryOptions({
      queryKey: ["professionals-catalogue"],
      queryFn: async ({ signal }) =>
        (await ok(api.GET("/api/admin/profissionais/catalogue", { signal }))).data,
      staleTime: Number.POSITIVE_INFINITY,
    }),
  options: () =>
    queryOptions({
      queryKey: [...professionalKeys.all, "options"],
      queryFn: async ({ signal }) => (await ok(api.GET("/api/admin/profissionais/options", { signal }))).data,
      staleTime: 5 * 60_000,
    }),
  /** How many have something to be done, and the certificates that press most. */
  watch: () =>
    queryOptions({
      queryKey: [...professionalKeys.all, "watch"],
      queryFn: ({ signal }) => {
        const query = { kind: "expiring", page: "1", pageSize: "5" };
        return ok(api.GET("/api/admin/profissionais/pendencias", { params: { query }, signal }));
      },
      staleTime: 60_000,
    }),
};

export const createProfessional = async (body: ProfessionalForm) =>
  (await ok(api.POST("/api/admin/profissionais", { body }))).data;

export const updateProfessional = async (id: string, body: ProfessionalForm) =>
  (await ok(api.PUT("/api/admin/profissionais/{id}", { params: { path: { id } }, body }))).data;

export const deleteProfessional = (id: string) =>
  ok(api.DELETE("/api/admin/profissionais/{id}", { params: { path: { id } } }));

/** The record as it is now, but inactive. */
export async function deactivate(id: string) {
  const data = await readProfessional(id);
  return updateProfessional(id, bodyOf({ ...draftOf(data), isActive: false }, data.updatedAt));
}

/** Corrects the day until which a document is good. */
export const setExpiry = (professionalId: string, documentId: string, expiresAt: string | null) =>
  ok(
    api.PUT("/api/admin/profissionais/{id}/documentos/{document_id}", {
      params: { path: { id: professionalId, document_id: documentId } },
      body: { expiresAt },
    }),
  );

export const generateContract = (id: string) =>
  ok(
    api.POST("/api/admin/profissionais/{id}/contratos/generate", {
      params: { path: { id } },
      fetch: patient,
    }),
  );

/** Makes a contract again that has no file. */
export const reprocessContract = (contractId: string) =>
  ok(
    api.POST("/api/admin/profissionais/contratos/{contract_id}/reprocess", {
      params: { path: { contract_id: contractId } },
      fetch: patient,
    }),
  );

export const contractPath = (contractId: string, format: "docx" | "pdf", inline = false) =>
  `/api/admin/profissionais/contratos/${encodeURIComponent(contractId)}/download?format=${format}${inline ? "&inline=1" : ""}`;

export const downloadPath = (documentId: string, inline = false) =>
  `/api/admin/profissionais/documentos/${encodeURIComponent(documentId)}/download${inline ? "?inline=1" : ""}`;

export const archivePath = (professionalId: string) =>
  `/api/admin/profissionais/${encodeURIComponent(professionalId)}/documentos/zip`;

/** The file itself, to be shown: what the window can show without a web address. */
export async function readFile(documentId: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const url = new URL(downloadPath(documentId, true), window.location.origin);
  const response = await host.fetch(new Request(url, { signal }));
  if (!response.ok) throw new ApiError(response.status, "FILE_MISSING", "O arquivo não pôde ser aberto.");
  return response.arrayBuffer();
}
