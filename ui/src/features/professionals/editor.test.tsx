import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { type Answer, openAt, person, pretendServer } from "@/test/server";
import type { Professional } from "./queries";
import { CATALOGUE, professional, unmasked } from "./samples";

const success = (data: unknown) => ({ json: { status: "success", data } });

const OPTIONS = {
  specialties: ["Cardiologia", "Dermatologia"],
  source: "database",
  activeContractTemplates: [{ id: "t1", name: "Padrão", contractType: "PADRAO_CLT", version: 2 }],
};

interface Setup {
  edit?: boolean;
  record?: Professional;
  save?: (body: Record<string, unknown>) => Answer;
}

function server({ edit = true, record = unmasked(), save }: Setup = {}) {
  const saved: Record<string, unknown>[] = [];
  const permissions = { profissionais: { view: true, edit, refresh: false } };
  const write = async (request: Request) => {
    const body = await request.json();
    saved.push(body);
    return save?.(body) ?? success(unmasked({ id: "p2", ...body }));
  };
  const page = { data: [professional()], pagination: { page: 1, pageSize: 20, total: 1, totalPages: 1 } };
  const pretend = pretendServer({
    "GET /api/auth/session": { json: { user: { ...person(), permissions } } },
    "GET /api/admin/status": { json: [] },
    "GET /api/admin/profissionais/catalogue": success(CATALOGUE),
    "GET /api/admin/profissionais/options": success(OPTIONS),
    "GET /api/admin/profissionais/pendencias": { json: { ...page, data: [], summary: {} } },
    "GET /api/admin/profissionais": { json: { status: "success", ...page } },
    "GET /api/admin/profissionais/p1": success(record),
    "GET /api/admin/profissionais/p2": success(unmasked({ id: "p2" })),
    "GET /api/admin/profissionais/p1/documentos": success([]),
    "GET /api/admin/profissionais/p2/documentos": success([]),
    "POST /api/admin/profissionais": write,
    "PUT /api/admin/profissionais/p1": write,
    "DELETE /api/admin/profissionais/p1": success({ id: "p1", name: "Profissional Exemplo" }),
  });
  return { ...pretend, saved };
}

/** Letter by letter would take a form of this size half a minute. */
const fill = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

async function open(name: string, path = "/profissionais") {
  const user = userEvent.setup({ delay: null });
  const { location } = openAt(path);
  if (path === "/profissionais") {
    const opener = name === "Novo profissional" ? name : `${name.split(" ")[0]} Profissional Exemplo`;
    await user.click(await screen.findByRole("button", { name: opener }));
  }
  const dialog = within(await screen.findByRole("dialog", { name }));
  await dialog.findByLabelText("Nome do profissional");
  return { user, dialog, location };
}

it("makes a record, masks what is typed and goes on to its documents", async () => {
  const { saved } = server();
  const { user, dialog, location } = await open("Novo profissional");
  await user.click(dialog.getByRole("button", { name: "Salvar" }));
  expect(dialog.getByText("Nome do profissional é obrigatório.")).toBeVisible();
  expect(dialog.getByText("Especialidade é obrigatória.")).toBeVisible();
  expect(dialog.getByText("Número do registro regional é obrigatório.")).toBeVisible();
  await waitFor(() => expect(dialog.getByLabelText("Nome do profissional")).toHaveFocus());
  expect(saved).toEqual([]);
  fill(dialog.getByLabelText("Nome do profissional"), "Profissional Novo");
  fill(dialog.getByLabelText("CPF"), "52998224725");
  expect(dialog.getByLabelText("CPF")).toHaveValue("529.982.247-25");
  fill(dialog.getByLabelText("Telefone"), "11999990000");
  expect(dialog.getByLabelText("Telefone")).toHaveValue("(11) 99999-0000");
  fill(dialog.getByLabelText("Número documento pessoal"), "123");
  fill(dialog.getByLabelText("Endereço"), "Rua Um");
  fill(dialog.getByLabelText("Número"), "555");
  await user.selectOptions(dialog.getByLabelText("Especialidade 1"), "Dermatologia");
  expect(dialog.getByText("Fonte: Banco local")).toBeVisible();
  await user.click(dialog.getByRole("button", { name: "Salvar" }));
  await waitFor(() => expect(location()).toContain("aberto=p2"));
  expect(location()).toContain("aba=documentos");
  expect(saved[0]).toMatchObject({ cpf: "52998224725", specialty: "Dermatologia", contractPartyType: "PF" });
});

it("shows a refusal inside the dialog at its field and keeps what was typed", async () => {
  server({
    save: () => ({
      status: 409,
      json: { error: "Já existe um profissional com este CPF.", code: "CPF_TAKEN" },
    }),
  });
  const { user, dialog } = await open("Editar profissional");
  await user.type(dialog.getByLabelText("Nome do profissional"), " Filho");
  await user.click(dialog.getByRole("button", { name: "Salvar" }));
  expect(await dialog.findByText("Já existe um profissional com este CPF.")).toBeVisible();
  expect(dialog.getByLabelText("CPF")).toHaveAttribute("aria-invalid", "true");
  expect(dialog.getByLabelText("Nome do profissional")).toHaveValue("Profissional Exemplo Filho");
});

it("asks before it throws away what was typed", async () => {
  server();
  const { user, dialog, location } = await open("Editar profissional");
  await user.type(dialog.getByLabelText("Endereço"), " fundos");
  await user.click(dialog.getByRole("button", { name: "Cancelar" }));
  const question = within(await screen.findByRole("alertdialog", { name: "Descartar alterações?" }));
  await user.click(question.getByRole("button", { name: "Cancelar" }));
  expect(dialog.getByLabelText("Endereço")).toHaveValue("Rua Exemplo, 100 fundos");
  await user.click(dialog.getByRole("button", { name: "Cancelar" }));
  await user.click(await screen.findByRole("button", { name: "Descartar" }));
  await waitFor(() => expect(location()).toBe("/profissionais"));
});

it("tells the second of two editors what changed and loses nothing", async () => {
  let stored = unmasked();
  const { answers, saved } = server({
    save: (body) =>
      body.expectedUpdatedAt === stored.updatedAt
        ? success(stored)
        : { status: 409, json: { error: "Alterado", code: "STALE" } },
  });
  answers["GET /api/admin/profissionais/p1"] = () => success(stored);
  const { user, dialog, location } = await open("Editar profissional");
  await user.type(dialog.getByLabelText("Endereço"), " fundos");
  stored = unmasked({ phone: "1933334444", addressText: "Rua Nova, 1", updatedAt: "later" });
  await user.click(dialog.getByRole("button", { name: "Salvar" }));
  const stale = within(await dialog.findByRole("alert", { name: "Alterado por outra pessoa" }));
  await user.click(stale.getByRole("button", { name: "Comparar" }));
  expect(stale.getByText("Agora: (19) 3333-4444")).toBeVisible();
  expect(stale.getByLabelText("Você: Rua Exemplo, 100 fundos")).toBeChecked();
  await user.click(stale.getByRole("button", { name: "Juntar e continuar editando" }));
  expect(dialog.getByLabelText("Telefone")).toHaveValue("(19) 3333-4444");
  await user.click(dialog.getByRole("button", { name: "Salvar" }));
  await waitFor(() => expect(location()).toBe("/profissionais"));
  expect(saved.at(-1)).toMatchObject({
    phone: "1933334444",
    addressText: "Rua Exemplo, 100 fundos",
    expectedUpdatedAt: "later",
  });
});

it("takes a template away that is no longer in use and says so", async () => {
  server({ record: unmasked({ contractTemplateId: "old" }) });
  const { dialog } = await open("Editar profissional");
  expect(await dialog.findByText(/não está mais ativo e foi retirado/)).toBeVisible();
  expect(dialog.getByLabelText("Modelo de contrato (ativo)")).toHaveValue("");
});

it("lets whoever only looks look", async () => {
  server({ edit: false, record: professional() });
  const { dialog } = await open("Ver profissional");
  expect(dialog.getByText(/Somente leitura/)).toBeVisible();
  expect(dialog.getByLabelText("Nome do profissional")).toBeDisabled();
  expect(dialog.getByLabelText("CPF")).toHaveValue("529.***.***-25");
  expect(dialog.queryByRole("button", { name: "Salvar" })).toBeNull();
});

it("offers to keep a record as inactive before it is deleted", async () => {
  const { saved, asked } = server();
  const user = userEvent.setup({ delay: null });
  openAt("/profissionais");
  await user.click(await screen.findByRole("button", { name: "Excluir Profissional Exemplo" }));
  let dialog = within(await screen.findByRole("alertdialog", { name: "Confirmar exclusão" }));
  expect(dialog.getByText("1 registro regional")).toBeVisible();
  await user.click(dialog.getByRole("button", { name: "Inativar em vez de excluir" }));
  await waitFor(() => expect(saved).toMatchObject([{ isActive: false, cpf: "52998224725" }]));
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  await user.click(screen.getByRole("button", { name: "Excluir Profissional Exemplo" }));
  dialog = within(await screen.findByRole("alertdialog"));
  expect(dialog.getByRole("button", { name: "Cancelar" })).toHaveFocus();
  await user.click(dialog.getByRole("button", { name: "Excluir profissional" }));
  await waitFor(() => expect(asked).toContain("DELETE /api/admin/profissionais/p1"));
});
