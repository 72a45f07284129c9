import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { openAt, person, pretendServer } from "@/test/server";
import type { Template } from "./queries";
import { complete, SOURCES, TYPES, template } from "./samples";

const PATH = "/api/admin/contract-templates";
const success = (data: unknown) => ({ json: { status: "success", data } });
const refusal = (status: number, code: string, error: string) => ({ status, json: { error, code } });

function server(stored: Template[], edit = true) {
  const rights = (change: boolean) => ({ view: true, edit: change, refresh: false });
  const permissions = { settings: rights(edit), dashboard: rights(false) };
  const sent: unknown[] = [];
  const pretend = pretendServer({
    "GET /api/auth/session": { json: { user: { ...person(), permissions } } },
    "GET /api/admin/status": { json: [] },
    [`GET ${PATH}`]: () => ({
      json: { status: "success", data: stored, contractTypes: TYPES, placeholderSourceOptions: SOURCES },
    }),
    [`PUT ${PATH}/t1/mapping`]: async (request) => {
      sent.push(await request.json());
      stored = [complete()];
      return success(stored[0]);
    },
  });
  return {
    ...pretend,
    sent,
    store: (next: Template[]) => {
      stored = next;
    },
  };
}

async function open(path = "/settings") {
  const user = userEvent.setup({ delay: null });
  const { location } = openAt(path);
  await screen.findByRole("table", { name: "Modelos de contrato" });
  return { user, location };
}

const row = (text: string) => within(screen.getByText(text).closest("tr") as HTMLElement);
const answer = (name: string) => screen.getByRole("button", { name });

it("shows templates in words and puts the archived ones behind a switch in the address", async () => {
  const old = template({ id: "t0", name: "Antigo", version: 1, status: "archived" });
  server([complete({ id: "t3", name: "Em uso", status: "active", version: 3 }), template(), old]);
  const { user, location } = await open();
  for (const text of ["ODONTOLOGIA", "v2", "Rascunho", "2", "1/2", "17/02/2026, 22:45:10"])
    expect(row("Contrato Odontologia PJ").getByText(text)).toBeVisible();
  expect(row("Em uso").getByText("Ativo")).toBeVisible();
  expect(row("Em uso").getByText("2/2")).toHaveClass("text-good-ink");
  expect(row("Em uso").queryByRole("button", { name: /^(Ativar|Excluir)/ })).toBeNull();
  expect(screen.queryByText("Antigo")).toBeNull();
  await user.click(screen.getByRole("checkbox", { name: "Mostrar arquivados (1)" }));
  expect(await screen.findByText("Antigo")).toBeVisible();
  expect(row("Antigo").getByText("Arquivado")).toBeVisible();
  expect(row("Antigo").queryByRole("button", { name: /^Arquivar/ })).toBeNull();
  expect(location()).toContain("arquivados=mostrar");
});

it("maps placeholders and sends only what changed", async () => {
  const { sent } = server([template()]);
  const { user } = await open();
  await user.click(answer("Mapear Contrato Odontologia PJ v2"));
  const mapping = within(screen.getByRole("region", { name: "Mapeamento de Contrato Odontologia PJ v2" }));
  expect(mapping.getByText("Arquivo: Contrato Odontologia.docx")).toBeVisible();
  expect(mapping.getByText("{{cidade}}")).toBeVisible();
  expect(mapping.getByText("PEND")).toBeVisible();
  expect(mapping.getByText("Obrigatórios mapeados: 1/2")).toBeVisible();
  expect(mapping.getByRole("button", { name: "Salvar mapeamento" })).toBeDisabled();
  const source = mapping.getByLabelText("Fonte de {{cidade}}");
  expect([...source.querySelectorAll("optgroup")].map(({ label }) => label)).toEqual([
    "Profissional",
    "Registro",
    "Sistema",
  ]);
  await user.click(mapping.getByRole("checkbox", { name: "{{cidade}} é obrigatório" }));
  expect(mapping.getByText("Obrigatórios mapeados: 1/1")).toBeVisible();
  await user.click(mapping.getByRole("checkbox", { name: "{{cidade}} é obrigatório" }));
  await user.selectOptions(source, "Profissional - Endereco");
  expect(mapping.getByText("Obrigatórios mapeados: 2/2")).toBeVisible();
  await user.click(mapping.getByRole("button", { name: "Salvar mapeamento" }));
  await screen.findByText("Mapeamento salvo: Contrato Odontologia PJ v2");
  const changed = { placeholder: "cidade", source: "professional.address_text", required: true };
  expect(sent).toEqual([{ mapping: [changed] }]);
  expect(row("Contrato Odontologia PJ").getByText("2/2")).toBeVisible();
  expect(mapping.queryByText("Há alterações não salvas.")).toBeNull();
});

it("keeps an active template complete and what was chosen on screen", async () => {
  const { answers } = server([complete({ status: "active" })]);
  const text = "O modelo está ativo: cada placeholder obrigatório precisa de uma origem.";
  answers[`PUT ${PATH}/t1/mapping`] = refusal(409, "TEMPLATE_ACTIVE_INCOMPLETE", text);
  const { user } = await open();
  await user.click(answer("Mapear Contrato Odontologia PJ v2"));
  await user.selectOptions(screen.getByLabelText("Fonte de {{cidade}}"), "Selecione fonte");
  await user.click(answer("Salvar mapeamento"));
  expect(await screen.findByText(text)).toBeVisible();
  expect(screen.getByLabelText("Fonte de {{cidade}}")).toHaveValue("");
});

it("asks before a mapping that is not saved is closed or left", async () => {
  server([template()]);
  const { user, location } = await open();
  await user.click(answer("Mapear Contrato Odontologia PJ v2"));
  await user.selectOptions(screen.getByLabelText("Fonte de {{cidade}}"), "Sistema - Data Atual");
  await user.click(answer("Ativar Contrato Odontologia PJ v2"));
  expect(await screen.findByText("Salve o mapeamento antes de ativar o modelo.")).toBeVisible();
  await user.click(answer("Mapear Contrato Odontologia PJ v2"));
  await screen.findByRole("alertdialog", { name: "Descartar alterações?" });
  await user.click(answer("Cancelar"));
  expect(screen.getByLabelText("Fonte de {{cidade}}")).toHaveValue("system.current_date");
  await user.click(screen.getAllByRole("link", { name: "Visão Geral" })[0] as HTMLElement);
  await screen.findByRole("alertdialog", { name: "Descartar alterações?" });
  expect(location()).toBe("/settings");
  await user.click(answer("Descartar"));
  await waitFor(() => expect(location()).toBe("/dashboard"));
});

it("activates, and says why not", async () => {
  const { answers, store } = server([template()]);
  answers[`POST ${PATH}/t1/activate`] = refusal(
    400,
    "MAPPING_INCOMPLETE",
    "Faltam placeholders obrigatórios.",
  );
  const { user } = await open();
  await user.click(answer("Ativar Contrato Odontologia PJ v2"));
  expect(await screen.findByText(/Faltam placeholders obrigatórios\./)).toBeVisible();
  const active = complete({ status: "active" });
  answers[`POST ${PATH}/t1/activate`] = () => {
    store([active]);
    return success(active);
  };
  await user.click(answer("Ativar Contrato Odontologia PJ v2"));
  expect(await screen.findByText("Ativo")).toBeVisible();
});

it("archives after a question that says what stays", async () => {
  const { answers, asked, store } = server([complete({ status: "active" })]);
  answers[`POST ${PATH}/t1/archive`] = () => {
    const archived = complete({ status: "archived" });
    store([archived]);
    return success(archived);
  };
  const { user } = await open();
  await user.click(answer("Arquivar Contrato Odontologia PJ v2"));
  const question = within(await screen.findByRole("alertdialog"));
  expect(question.getByText(/Quem já está ligado a ele continua ligado/)).toBeVisible();
  expect(asked).not.toContain(`POST ${PATH}/t1/archive`);
  await user.click(question.getByRole("button", { name: "Arquivar" }));
  expect(await screen.findByText("Só há modelos arquivados.")).toBeVisible();
});

it("deletes after a question, which stays open when the server refuses", async () => {
  const { answers, store } = server([template()]);
  const text = "O modelo está ativo ou já foi usado e não pode ser excluído. Arquive-o.";
  answers[`DELETE ${PATH}/t1`] = refusal(409, "TEMPLATE_IN_USE", text);
  const { user } = await open();
  await user.click(answer("Excluir Contrato Odontologia PJ v2"));
  const question = within(await screen.findByRole("alertdialog"));
  await user.click(question.getByRole("button", { name: "Excluir modelo" }));
  expect(await question.findByText(text)).toBeVisible();
  answers[`DELETE ${PATH}/t1`] = () => {
    store([]);
    return success(template());
  };
  await user.click(question.getByRole("button", { name: "Excluir modelo" }));
  expect(await screen.findByText("Nenhum modelo cadastrado.")).toBeVisible();
});

it("sends a template as a form of bytes, checks it first and shows a refusal at its field", async () => {
  const { answers, store } = server([]);
  const forms: { type: string | null; text: string }[] = [];
  answers[`POST ${PATH}`] = async (request) => {
    forms.push({ type: request.headers.get("Content-Type"), text: await request.text() });
    return refusal(400, "DOCX_INVALID", "O arquivo não é um documento do Word.");
  };
  const { user } = await open();
  await user.click(answer("Enviar modelo"));
  expect(screen.getByText("Informe o nome do modelo.")).toBeVisible();
  expect(screen.getByText("Selecione um arquivo .docx.")).toBeVisible();
  await waitFor(() => expect(screen.getByLabelText("Nome do modelo")).toHaveFocus());
  await user.type(screen.getByLabelText("Nome do modelo"), "Contrato Novo");
  await user.selectOptions(screen.getByLabelText("Tipo de contrato"), "ULTRASSOM");
  await user.upload(screen.getByLabelText("Arquivo .docx"), new File(["PK"], "novo.docx"));
  expect(forms).toEqual([]);
  await user.click(answer("Enviar modelo"));
  expect(await screen.findByText("O arquivo não é um documento do Word.")).toBeVisible();
  expect(forms[0]?.type).toMatch(/^multipart\/form-data; boundary=/);
  for (const part of [
    'name="name"\r\n\r\nContrato Novo',
    "PLANTONISTA",
    'filename="novo.docx"',
    "\r\n\r\nPK",
  ])
    expect(forms[0]?.text).toContain(part);
  let arrive: () => void = () => undefined;
  answers[`POST ${PATH}`] = async () => {
    await new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const fresh = template({ name: "Contrato Novo", contractType: "PLANTONISTA", version: 1 });
    store([fresh]);
    return success(fresh);
  };
  await user.click(answer("Enviar modelo"));
  expect(await screen.findByRole("progressbar", { name: "Envio do modelo" })).toBeVisible();
  expect(screen.getByRole("button", { name: "Enviando..." })).toBeDisabled();
  arrive();
  expect(await screen.findByText(/Revise os placeholders e ative o modelo/)).toBeVisible();
  expect(screen.getByLabelText("Nome do modelo")).toHaveValue("");
  expect(await screen.findByText("ULTRASSOM", { selector: "td *" })).toBeVisible();
});

it("downloads through the list of downloads", async () => {
  server([template()]);
  const transfers = await import("@/features/downloads/transfers");
  const save = vi.spyOn(transfers, "saveFile").mockResolvedValue();
  const { user } = await open();
  await user.click(answer("Baixar Contrato Odontologia PJ v2"));
  expect(save).toHaveBeenCalledWith(`${PATH}/t1/download`, "Contrato Odontologia.docx");
});

it("offers whoever only looks no changes", async () => {
  server([template()], false);
  const { user } = await open();
  for (const name of [/^Mapear/, /^Ativar/, /^Arquivar/, /^Excluir/, "Enviar modelo"])
    expect(screen.queryByRole("button", { name })).toBeNull();
  expect(answer("Baixar Contrato Odontologia PJ v2")).toBeVisible();
  await user.click(answer("Ver mapeamento de Contrato Odontologia PJ v2"));
  expect(screen.getByLabelText("Fonte de {{cidade}}")).toBeDisabled();
  expect(screen.getByRole("checkbox", { name: "{{cidade}} é obrigatório" })).toBeDisabled();
  expect(screen.queryByRole("button", { name: "Salvar mapeamento" })).toBeNull();
});

it("says that the list failed, and tries again", async () => {
  const { answers } = server([]);
  const list = answers[`GET ${PATH}`];
  answers[`GET ${PATH}`] = refusal(400, "INTERNAL", "Banco indisponível");
  openAt("/settings");
  await screen.findByText(/Os modelos não puderam ser lidos/);
  if (list) answers[`GET ${PATH}`] = list;
  await userEvent.setup().click(answer("Tentar novamente"));
  expect(await screen.findByText("Nenhum modelo cadastrado.")).toBeVisible();
});
