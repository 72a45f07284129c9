import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { openAt, person, pretendServer } from "@/test/server";
import type { Contract } from "./queries";
import { CATALOGUE, professional, unmasked } from "./samples";

vi.mock("@/components/pdf/pdfjs", () => ({ openPdf: async () => ({ sizes: [], close: () => undefined }) }));

const success = (data: unknown) => ({ json: { status: "success", data } });

const made = (fields: Partial<Contract> = {}): Contract => ({
  id: "k1",
  professionalId: "p1",
  status: "generated",
  templateKey: "contrato_padrao_clt",
  templateVersion: "v2",
  templateName: "Contrato Especialidades",
  registration: "CRM/SP 123456",
  fileName: "Contrato - Ana.docx",
  generatedBy: "u1",
  generatedAt: "2026-02-18T13:45:10.300Z",
  errorMessage: null,
  createdAt: "2026-02-18T13:45:10.300Z",
  ...fields,
});

const TEMPLATE = { id: "t2", name: "Contrato Especialidades", version: 2 };
const NO_PHOTO = { code: "DOCS_MISSING", message: "Faltam documentos: Foto." };

interface Setup {
  contracts?: Contract[];
  reasons?: (typeof NO_PHOTO)[];
  edit?: boolean;
  generated?: { status?: number; json: unknown };
  pdfUnavailable?: string | null;
}

function server({
  contracts = [],
  reasons = [],
  edit = true,
  generated,
  pdfUnavailable = "PDF indisponível.",
}: Setup = {}) {
  const rows = [...contracts];
  const permissions = { profissionais: { view: true, edit, refresh: false } };
  const page = { data: [professional()], pagination: { page: 1, pageSize: 20, total: 1, totalPages: 1 } };
  return pretendServer({
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
    "GET /api/admin/profissionais/p1/documentos": success([]),
    "GET /api/admin/profissionais/p1/contratos": () => ({
      json: {
        status: "success",
        data: rows,
        template: TEMPLATE,
        reasons,
        pdfUnavailable,
      },
    }),
    "GET /api/admin/profissionais/p1/contratos/preview": success({
      template: TEMPLATE,
      reasons,
      values: [
        { placeholder: "nome", label: "Profissional - Nome", required: true, value: "Ana Exemplo" },
        { placeholder: "obs", label: null, required: false, value: "" },
      ],
    }),
    "POST /api/admin/profissionais/p1/contratos/generate": () => {
      if (generated) return generated;
      rows.unshift(made());
      return success(made());
    },
    "POST /api/admin/profissionais/contratos/k1/reprocess": () => {
      rows[0] = made();
      return success(made());
    },
  });
}

async function openContracts() {
  openAt("/profissionais?aberto=p1&aba=contratos");
  const dialog = within(await screen.findByRole("dialog", { name: /profissional$/ }));
  await dialog.findByText("Contrato Especialidades");
  return { dialog, user: userEvent.setup({ delay: null }) };
}

it("shows what a contract will say before it makes it", async () => {
  const { asked } = server();
  const { user } = await openContracts();
  expect(screen.getByText("Nenhum contrato gerado ainda.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Conferir e gerar contrato" }));
  const preview = within(await screen.findByRole("dialog", { name: "Conferir contrato" }));
  expect(await preview.findByText("{{nome}}")).toBeVisible();
  expect(preview.getByText("Ana Exemplo")).toBeVisible();
  expect(preview.getByText("em branco")).toBeVisible();
  expect(asked).not.toContain("POST /api/admin/profissionais/p1/contratos/generate");
  await user.click(preview.getByRole("button", { name: "Gerar contrato" }));
  const list = within(await screen.findByRole("list", { name: "Contratos gerados" }));
  expect(list.getByText("Gerado")).toBeVisible();
  for (const name of ["PDF", "Visualizar"]) {
    expect(list.getByRole("button", { name })).toBeDisabled();
    expect(list.getByRole("button", { name })).toHaveAttribute("title", "PDF indisponível.");
  }
  expect(screen.getByText("PDF indisponível.")).toBeVisible();
  await waitFor(() => expect(screen.queryByRole("dialog", { name: "Conferir contrato" })).toBeNull());
});

it("names what is in the way and makes nothing", async () => {
  server({ reasons: [NO_PHOTO] });
  const { user } = await openContracts();
  expect(
    within(screen.getByRole("list", { name: "Pendências do contrato" })).getByText(NO_PHOTO.message),
  ).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Conferir e gerar contrato" }));
  const preview = within(await screen.findByRole("dialog", { name: "Conferir contrato" }));
  expect(await preview.findByRole("button", { name: "Gerar contrato" })).toBeDisabled();
});

it("tells why a contract was not made and makes it again", async () => {
  const failed = made({ status: "failed", errorMessage: "O armazenamento falhou.", generatedAt: null });
  server({ contracts: [failed] });
  const { user } = await openContracts();
  expect(screen.getByText("O armazenamento falhou.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Gerar de novo" }));
  expect(await screen.findByText("Gerado")).toBeVisible();
});

it("keeps the preview open with the refusal", async () => {
  server({
    generated: { status: 502, json: { error: "O armazenamento recusou o acesso.", code: "UPSTREAM" } },
  });
  const { user } = await openContracts();
  await user.click(screen.getByRole("button", { name: "Conferir e gerar contrato" }));
  const preview = within(await screen.findByRole("dialog", { name: "Conferir contrato" }));
  await user.click(await preview.findByRole("button", { name: "Gerar contrato" }));
  expect(await preview.findByText("O armazenamento recusou o acesso.")).toBeVisible();
});

it("lets readers look and download only", async () => {
  server({ contracts: [made()], edit: false });
  await openContracts();
  expect(screen.getByRole("button", { name: "DOCX" })).toBeEnabled();
  expect(screen.queryByRole("button", { name: "Conferir e gerar contrato" })).toBeNull();
});

it("shows a contract as a PDF where the server makes one", async () => {
  const { answers } = server({ contracts: [made()], pdfUnavailable: null, edit: false });
  let address = "";
  answers["GET /api/admin/profissionais/contratos/k1/download"] = ({ url }) => {
    address = url;
    return { status: 504, json: { error: "A conversão demorou demais.", code: "PDF_TIMEOUT" } };
  };
  const { user } = await openContracts();
  await user.click(screen.getByRole("button", { name: "Visualizar" }));
  const preview = within(await screen.findByRole("dialog", { name: "Contrato - Ana.pdf" }));
  expect(await preview.findByRole("alert")).toHaveTextContent("A conversão demorou demais.");
  expect(new URL(address).search).toBe("?format=pdf&inline=1");
  answers["GET /api/admin/profissionais/contratos/k1/download"] = {};
  await user.click(preview.getByRole("button", { name: "Tentar novamente" }));
  expect(await preview.findByRole("button", { name: "Baixar Contrato - Ana.pdf" })).toBeVisible();
});
