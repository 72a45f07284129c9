/** Contract templates: the list, and everything that is done with one. */
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { professionalKeys } from "@/features/professionals/queries";
import { ApiError, api, type components, ok, patient } from "@/lib/api/client";
import { formOf } from "@/lib/multipart";

type Schemas = components["schemas"];
export type Template = Schemas["Template"];
export type Templates = Schemas["TemplatesAnswer"];
export type ContractType = Schemas["CodeLabel"];
export type MappingItem = Schemas["MappingItem"];
export type SourceOption = Schemas["SourceOption"];

const ALL = ["templates"] as const;

export const templateKeys = { all: ALL, list: [...ALL, "list"] as const };

export const templateQueries = {
  /** Every template, by contract type, the newest version first. */
  list: () =>
    queryOptions({
      queryKey: templateKeys.list,
      queryFn: ({ signal }) =>
        ok(api.GET("/api/admin/contract-templates", { params: { query: { mode: "all" } }, signal })),
      staleTime: 60_000,
    }),
};

/** Reads again what a change touches: the templates, and those that a professional's record offers. */
export const changed = (client: QueryClient) =>
  Promise.all(
    [templateKeys.all, [...professionalKeys.all, "options"]].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  );

/** Shows a template as the server has just answered it. */
export const put = (client: QueryClient, template: Template) =>
  client.setQueryData<Templates>(
    templateKeys.list,
    (old) => old && { ...old, data: old.data.map((one) => (one.id === template.id ? template : one)) },
  );

export interface NewTemplate {
  name: string;
  contractType: string;
  notes: string;
  file: File;
}

/** Sends a template. The whole form goes in one request of at most 10 MB and a little. */
export async function sendTemplate({ file, ...fields }: NewTemplate, signal: AbortSignal): Promise<Template> {
  const { contentType, body } = await formOf(fields, file).catch(() => {
    throw new ApiError(0, "FILE_UNREADABLE", "O arquivo não pôde ser lido. Selecione-o novamente.");
  });
  signal.throwIfAborted();
  const answer = await ok(
    api.POST("/api/admin/contract-templates", {
      headers: { "Content-Type": contentType },
      // The form is described by its fields, and sent as the bytes it is made of.
      body: body as unknown as Schemas["TemplateForm"],
      bodySerializer: (bytes) => bytes,
      fetch: patient,
      signal,
    }),
  );
  return answer.data;
}

const at = (id: string) => ({ params: { path: { id } } });

/** Saves what fills some of the placeholders; the others keep theirs. */
export const saveMapping = async (id: string, mapping: Schemas["MappingFormItem"][]) =>
  (await ok(api.PUT("/api/admin/contract-templates/{id}/mapping", { ...at(id), body: { mapping } }))).data;

export const activate = async (id: string) =>
  (await ok(api.POST("/api/admin/contract-templates/{id}/activate", at(id)))).data;

export const archive = async (id: string) =>
  (await ok(api.POST("/api/admin/contract-templates/{id}/archive", at(id)))).data;

export const deleteTemplate = async (id: string) =>
  (await ok(api.DELETE("/api/admin/contract-templates/{id}", at(id)))).data;

export const downloadPath = (id: string) =>
  `/api/admin/contract-templates/${encodeURIComponent(id)}/download`;
