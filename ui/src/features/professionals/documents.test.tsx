import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { openAt, person, pretendServer } from "@/test/server";
import type { ProfessionalDocument } from "./queries";
import { CATALOGUE, professional, unmasked } from "./samples";
import { fileProblem, sizeText, uploads } from "./uploads";

vi.mock("@/components/pdf/pdfjs", () => ({
  openPdf: async () => ({ sizes: Array(3).fill({ width: 800, height: 1000 }), close: () => undefined }),
}));

const success = (data: unknown) => ({ json: { status: "success", data } });

const stored = (fields: Partial<ProfessionalDocument>): ProfessionalDocument => ({
  id: "d1",
  professionalId: "p1",
  docType: "CERTIDAO_ETICA",
  storageProvider: "local",
  storageBucket: null,
  storageKey: "k",
  originalName: "certidao.pdf",
  mimeType: "application/pdf",
  sizeBytes: 183_204,
  expiresAt: "2026-12-31",
  isActive: true,
  notes: null,
  uploadedBy: "u1",
  createdAt: "2026-02-18T13:45:10.300Z",
  ...fields,
});

interface Setup {
  files?: ProfessionalDocument[];
  edit?: boolean;
  /** How the server ends an upload. */
  finish?: { status?: number; json: unknown };
}

const PARTS = "/api/admin/profissionais/p1/documentos/uploads";

function server({ files = [], edit = true, finish }: Setup = {}) {
  const begun: unknown[] = [];
  const parts: [string, number][] = [];
  const corrected: unknown[] = [];
  const permissions = { profissionais: { view: true, edit, refresh: false } };
  const page = { data: [professional()], pagination: { page: 1, pageSize: 20, total: 1, totalPages: 1 } };
  const pretend = pretendServer({
    "GET /api/auth/session": { json: { user: { ...person(), permissions } } },
    "GET /api/admin/status": { json: [] },
    "GET /api/admin/profissionais/catalogue": success(CATALOGUE),
    "GET /api/admin/profissionais/options": success({
      specialties: [],
      source: "database",
      activeContractTemplates: [],
    }),
    "GET /api/admin/profissionais/pendencias": { json: { ...page, data: [], summary: {} } },
    "GET /api/admin/profissionais": { json: { status: "success", ...page } },
    "GET /api/admin/profissionais/p1": success(unmasked()),
    "GET /api/admin/profissionais/p1/documentos": () => success(files),
    [`POST ${PARTS}`]: async (request) => {
      begun.push(await request.json());
      return success({ uploadId: "up", partBytes: 1024 * 1024 });
    },
    [`PUT ${PARTS}/up`]: async (request) => {
      parts.push([new URL(request.url).search, (await request.arrayBuffer()).byteLength]);
      return success({ receivedBytes: 0 });
    },
    [`POST ${PARTS}/up/finish`]: finish ?? success(stored({})),
    [`DELETE ${PARTS}/up`]: success({ receivedBytes: 0 }),
    "PUT /api/admin/profissionais/p1/documentos/d1": async (request) => {
      corrected.push(await request.json());
      return success(stored({}));
    },
  });
  return { ...pretend, begun, parts, corrected };
}

async function openDocuments() {
  openAt("/profissionais?aberto=p1&aba=documentos");
  const dialog = within(await screen.findByRole("dialog", { name: /profissional$/ }));
  await dialog.findByRole("tab", { name: "Documentos" });
  return { dialog, user: userEvent.setup({ delay: null }) };
}

const rowOf = (code: string) => within(document.querySelector(`[data-document=${code}]`) as HTMLElement);
const zoneOf = (code: string) => document.querySelector(`[data-drop=${code}]`) as HTMLElement;
const fileOf = (name: string, bytes: number) => new File([new Uint8Array(bytes)], name);

beforeEach(() => uploads.set([]));

it("says what cannot be sent before it is sent", () => {
  expect(fileProblem(fileOf("a.pdf", 0), "DIPLOMA")).toBe("O arquivo está vazio.");
  expect(fileProblem(fileOf("a.pdf", 1), "FOTO")).toContain("JPEG, PNG ou WebP");
  expect(fileProblem(fileOf("a.exe", 1), "DIPLOMA")).toContain("Tipo de arquivo não aceito");
  const large = Object.defineProperty(fileOf("a.pdf", 1), "size", { value: 20 * 1024 * 1024 + 1 });
  expect(fileProblem(large, "DIPLOMA")).toBe("O arquivo passa de 20 MB.");
  expect(fileProblem(fileOf("A.PDF", 1), "DIPLOMA")).toBeNull();
  expect([900, 183_204, 2_500_000].map(sizeText)).toEqual(["900 B", "179 KB", "2,4 MB"]);
});

it("sends a dropped file in pieces of bytes", async () => {
  const { begun, parts, asked } = server();
  await openDocuments();
  expect(rowOf("DIPLOMA").getByText("Obrigatório, falta")).toBeInTheDocument();
  fireEvent.drop(zoneOf("DIPLOMA"), { dataTransfer: { files: [fileOf("diploma.pdf", 300 * 1024)] } });
  expect(await screen.findByText("Documento enviado: Diploma")).toBeVisible();
  expect(begun).toEqual([
    { fileName: "diploma.pdf", sizeBytes: 300 * 1024, docType: "DIPLOMA", expiresAt: null },
  ]);
  expect(parts).toEqual([
    ["?offset=0", 256 * 1024],
    ["?offset=262144", 44 * 1024],
  ]);
  expect(asked.filter((name) => name.endsWith("p1/documentos")).length).toBe(2);
});

it("asks for the last day of an ethics certificate before it sends one", async () => {
  const { begun } = server();
  const { user } = await openDocuments();
  await user.click(rowOf("CERTIDAO_ETICA").getByRole("button", { name: /^Enviar arquivo/ }));
  expect(rowOf("CERTIDAO_ETICA").getByText("Selecione um arquivo para upload.")).toBeVisible();
  fireEvent.drop(zoneOf("CERTIDAO_ETICA"), { dataTransfer: { files: [fileOf("c.pdf", 10)] } });
  expect(rowOf("CERTIDAO_ETICA").getByText("Este tipo de documento exige data de expiração.")).toBeVisible();
  expect(begun).toEqual([]);
  fireEvent.change(rowOf("CERTIDAO_ETICA").getByLabelText("Data de expiração"), {
    target: { value: "2027-01-31" },
  });
  await user.click(rowOf("CERTIDAO_ETICA").getByRole("button", { name: /^Enviar arquivo/ }));
  await waitFor(() => expect(begun).toMatchObject([{ docType: "CERTIDAO_ETICA", expiresAt: "2027-01-31" }]));
});

it("tells at its row why a file was refused, and takes the pieces back", async () => {
  const { asked } = server({
    finish: { status: 400, json: { error: "Tipo de arquivo não permitido.", code: "MIME_INVALID" } },
  });
  await openDocuments();
  fireEvent.drop(zoneOf("DIPLOMA"), { dataTransfer: { files: [fileOf("diploma.pdf", 10)] } });
  expect(await rowOf("DIPLOMA").findByText("Tipo de arquivo não permitido.")).toBeVisible();
  await waitFor(() => expect(asked).toContain(`DELETE ${PARTS}/up`));
});

it("gives an upload up", async () => {
  const { answers, asked } = server();
  answers[`PUT ${PARTS}/up`] = () => new Promise(() => undefined);
  const { user } = await openDocuments();
  fireEvent.drop(zoneOf("DIPLOMA"), { dataTransfer: { files: [fileOf("diploma.pdf", 10)] } });
  expect(await rowOf("DIPLOMA").findByRole("progressbar")).toHaveAttribute("aria-valuenow", "0");
  await user.click(rowOf("DIPLOMA").getByRole("button", { name: "Cancelar envio: Diploma" }));
  expect(rowOf("DIPLOMA").getByRole("button", { name: "Escolher arquivo: Diploma" })).toBeVisible();
  expect(asked).not.toContain(`POST ${PARTS}/up/finish`);
});

it("marks the file that counts, keeps the others as history and corrects a date", async () => {
  const old = stored({ id: "d0", originalName: "antiga.pdf", isActive: false });
  const { corrected } = server({ files: [stored({}), old] });
  const { user } = await openDocuments();
  const row = rowOf("CERTIDAO_ETICA");
  expect(await row.findByText("Ativo")).toBeVisible();
  expect(row.getByText("Histórico (1)")).toBeVisible();
  expect(row.getByText("antiga.pdf")).toBeInTheDocument();
  await user.click(row.getByRole("button", { name: "Corrigir expiração de certidao.pdf" }));
  const day = row.getByLabelText("Expiração de certidao.pdf");
  fireEvent.change(day, { target: { value: "" } });
  expect(row.getByText("Este tipo de documento exige data de expiração.")).toBeVisible();
  fireEvent.change(day, { target: { value: "2027-01-31" } });
  fireEvent.keyDown(day, { key: "Enter" });
  await waitFor(() => expect(corrected).toEqual([{ expiresAt: "2027-01-31" }]));
});

it("lets whoever only looks download but not send", async () => {
  server({ files: [stored({})], edit: false });
  await openDocuments();
  expect(await rowOf("CERTIDAO_ETICA").findByRole("button", { name: "Baixar certidao.pdf" })).toBeEnabled();
  expect(screen.getByRole("button", { name: "Baixar todos" })).toBeEnabled();
  expect(zoneOf("DIPLOMA")).toBeNull();
});

it("shows a PDF in its place, without downloading it", async () => {
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
  const { answers } = server({ files: [stored({})], edit: false });
  let address = "";
  answers["GET /api/admin/profissionais/documentos/d1/download"] = ({ url }) => {
    address = url;
    return {};
  };
  const { user } = await openDocuments();
  await user.click(await screen.findByRole("button", { name: "Visualizar certidao.pdf" }));
  const preview = within(await screen.findByRole("dialog", { name: "certidao.pdf" }));
  expect(await preview.findByText("Página 1 de 3")).toBeVisible();
  expect(new URL(address).search).toBe("?inline=1");
  await user.keyboard("{Escape}");
  expect(screen.queryByRole("dialog", { name: "certidao.pdf" })).toBeNull();
  expect(screen.getByRole("dialog", { name: /profissional$/ })).toBeVisible();
});

// The last one: from here on files go whole.
it("sends a file whole when its pieces reach several servers, and the next one at once", async () => {
  const { answers, asked, begun } = server();
  answers[`PUT ${PARTS}/up`] = { status: 409, json: { error: "Outro servidor.", code: "UPLOAD_ELSEWHERE" } };
  const forms: string[] = [];
  answers["POST /api/admin/profissionais/p1/documentos"] = async (request) => {
    forms.push(new TextDecoder().decode(await request.arrayBuffer()));
    return { json: { status: "success", data: stored({}) } };
  };
  await openDocuments();
  fireEvent.drop(zoneOf("DIPLOMA"), { dataTransfer: { files: [fileOf("diploma.pdf", 10)] } });
  expect(await screen.findByText("Documento enviado: Diploma")).toBeVisible();
  expect(forms).toHaveLength(1);
  expect(forms[0]).toContain('name="docType"\r\n\r\nDIPLOMA');
  expect(forms[0]).toContain('filename="diploma.pdf"');
  expect(forms[0]).not.toContain("expiresAt");
  fireEvent.drop(zoneOf("CURRICULO"), { dataTransfer: { files: [fileOf("curriculo.pdf", 10)] } });
  await waitFor(() => expect(forms).toHaveLength(2));
  expect(begun).toHaveLength(1);
  expect(asked.filter((name) => name.startsWith("PUT "))).toHaveLength(1);
});
