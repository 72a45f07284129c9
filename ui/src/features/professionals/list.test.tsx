import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { type Answer, openAt, person, pretendServer } from "@/test/server";
import { CATALOGUE, professional } from "./samples";

const NOTHING_TO_DO = { vencidas: 0, vencendo: 0, pendentes: 0, incompletos: 0, novas: 0 };

const page = (data: unknown[], total = data.length) => ({
  status: "success",
  data,
  pagination: { page: 1, pageSize: 20, total, totalPages: Math.max(1, Math.ceil(total / 20)) },
});

function server(edit: boolean, list: (query: URLSearchParams) => Answer) {
  const asked: URLSearchParams[] = [];
  const permissions = { profissionais: { view: true, edit, refresh: false } };
  const pretend = pretendServer({
    "GET /api/auth/session": { json: { user: { ...person(), permissions } } },
    "GET /api/admin/status": { json: [] },
    "GET /api/admin/profissionais/catalogue": { json: { status: "success", data: CATALOGUE } },
    "GET /api/admin/profissionais/pendencias": {
      json: { ...page([]), summary: { ...NOTHING_TO_DO, vencendo: 2 }, heartbeat: {} },
    },
    "GET /api/admin/profissionais/options": {
      json: {
        status: "success",
        data: { specialties: ["Cardiologia", "Pediatria"], source: "database", activeContractTemplates: [] },
      },
    },
    "GET /api/admin/profissionais": ({ url }) => {
      const query = new URL(url).searchParams;
      asked.push(query);
      return list(query);
    },
  });
  return { ...pretend, asked };
}

const last = (asked: URLSearchParams[]) => Object.fromEntries(asked.at(-1) ?? []);

it("asks the server for order, filters and pages and keeps them in the address", async () => {
  const { asked } = server(true, () => ({ json: page([professional()], 45) }));
  const user = userEvent.setup();
  const { location } = openAt("/profissionais");
  const table = await screen.findByRole("table", { name: "Profissionais" });
  expect(last(asked)).toEqual({
    search: "",
    status: "all",
    certidaoStatus: "all",
    pending: "all",
    contractType: "all",
    specialty: "all",
    hasFeegowPermissions: "all",
    sort: "name",
    dir: "asc",
    page: "1",
    pageSize: "20",
  });
  expect(within(table).getByRole("columnheader", { name: "Profissional" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  await user.click(screen.getByRole("button", { name: "Próxima" }));
  await waitFor(() => expect(last(asked).page).toBe("2"));
  await user.click(within(table).getByRole("button", { name: "Certidão" }));
  await waitFor(() => expect(last(asked)).toMatchObject({ sort: "certidao", dir: "asc", page: "1" }));
  await user.click(within(table).getByRole("button", { name: "Certidão" }));
  await waitFor(() => expect(last(asked)).toMatchObject({ sort: "certidao", dir: "desc" }));
  await user.selectOptions(screen.getByLabelText("Status"), "Pendentes");
  await waitFor(() => expect(last(asked).status).toBe("pending"));
  await user.type(screen.getByRole("searchbox"), "529.982");
  await waitFor(() => expect(last(asked).search).toBe("529.982"));
  expect(location()).toContain("status=pending");
  expect(location()).toContain("sort=certidao%3Adesc");
});

it("filters by contract, specialty, Feegow and completeness, each by itself, and takes all away at once", async () => {
  const { asked } = server(true, () => ({ json: page([professional()]) }));
  const user = userEvent.setup();
  const { location } = openAt("/profissionais?page=3");
  await screen.findByRole("option", { name: "ODONTOLOGIA" });
  await user.selectOptions(screen.getByLabelText("Tipo contrato"), "ODONTOLOGIA");
  await waitFor(() => expect(last(asked)).toMatchObject({ contractType: "PJ_PADRAO", page: "1" }));
  await user.selectOptions(screen.getByLabelText("Feegow"), "Com permissão");
  await waitFor(() => expect(last(asked).hasFeegowPermissions).toBe("true"));
  await user.selectOptions(screen.getByLabelText("Cadastro"), "Completos");
  await waitFor(() => expect(last(asked)).toMatchObject({ pending: "false", status: "all" }));
  await user.selectOptions(screen.getByLabelText("Status"), "Inativos");
  await user.click(screen.getByRole("button", { name: "Especialidade Todas" }));
  await user.click(await screen.findByRole("option", { name: "Pediatria" }));
  await waitFor(() =>
    expect(last(asked)).toMatchObject({
      specialty: "Pediatria",
      contractType: "PJ_PADRAO",
      hasFeegowPermissions: "true",
      pending: "false",
      status: "inactive",
    }),
  );
  expect(location()).toContain("tipo=PJ_PADRAO");
  expect(location()).toContain("especialidade=Pediatria");
  expect(location()).toContain("feegow=com");
  expect(location()).toContain("cadastro=completo");
  await user.click(screen.getByRole("button", { name: "Limpar filtros" }));
  await waitFor(() => expect(location()).toBe("/profissionais"));
  expect(last(asked)).toMatchObject({ contractType: "all", specialty: "all", pending: "all", status: "all" });
});

it("keeps a specialty of the address that nobody offers", async () => {
  const { asked } = server(true, () => ({ json: page([]) }));
  openAt("/profissionais?especialidade=Homeopatia&feegow=talvez");
  expect(await screen.findByRole("button", { name: /^Especialidade Homeopatia/ })).toBeVisible();
  expect(last(asked)).toMatchObject({ specialty: "Homeopatia", hasFeegowPermissions: "all" });
});

it("shows a row in words and tells what is missing", async () => {
  server(true, () => ({
    json: page([professional({ certidaoStatus: "VENCIDA", certidaoExpiresAt: "2026-02-17" })]),
  }));
  const user = userEvent.setup();
  openAt("/profissionais");
  const row = within((await screen.findByText("Profissional Exemplo")).closest("tr") as HTMLElement);
  for (const text of ["Ativo", "CPF: 529.***.***-25", "CRM/SP 123456", "VENCIDA", "17/02/2026"])
    expect(row.getByText(text)).toBeVisible();
  expect(await row.findByText("ESPECIALIDADES")).toBeVisible();
  expect(row.getByText(/obrigatórios 1\/4/)).toBeInTheDocument();
  await user.click(row.getByRole("button", { name: /^Pendente/ }));
  const reasons = await screen.findByRole("dialog", { name: "Pendências de Profissional Exemplo" });
  expect(within(reasons).getByText("Certidão de Ética Profissional")).toBeVisible();
});

it("turns a figure into a filter and back", async () => {
  const { asked } = server(true, () => ({ json: page([professional()]) }));
  const user = userEvent.setup();
  const { location } = openAt("/profissionais");
  const tile = await screen.findByRole("button", { name: /^Vencem em 30 dias/ });
  await waitFor(() => expect(tile).toHaveAttribute("data-value", "2"));
  await user.click(tile);
  await waitFor(() => expect(last(asked).certidaoStatus).toBe("VENCENDO"));
  await user.click(tile);
  await waitFor(() => expect(location()).toBe("/profissionais"));
});

it("offers whoever only looks no changes", async () => {
  server(false, () => ({ json: page([professional()]) }));
  openAt("/profissionais");
  expect(await screen.findByRole("button", { name: "Ver Profissional Exemplo" })).toBeVisible();
  expect(screen.queryByRole("button", { name: /^Excluir/ })).toBeNull();
  expect(screen.queryByRole("button", { name: "Novo profissional" })).toBeNull();
});

it("says that nobody was found and takes the filters away", async () => {
  const { asked } = server(true, () => ({ json: page([]) }));
  const user = userEvent.setup();
  openAt("/profissionais?status=inactive");
  await screen.findByText("Nenhum profissional encontrado.");
  const clear = screen.getAllByRole("button", { name: "Limpar filtros" });
  await user.click(clear.at(-1) as HTMLElement);
  await waitFor(() => expect(last(asked).status).toBe("all"));
});

it("keeps the rest of the page when the list fails, and tries again", async () => {
  let fails = true;
  server(true, () =>
    fails ? { status: 400, json: { error: "Banco indisponível" } } : { json: page([professional()]) },
  );
  const user = userEvent.setup();
  openAt("/profissionais");
  await screen.findByText(/Os profissionais não puderam ser lidos/);
  fails = false;
  await user.click(screen.getByRole("button", { name: "Tentar novamente" }));
  expect(await screen.findByText("Profissional Exemplo")).toBeVisible();
});

it("exports what is to be done with the filters on screen", async () => {
  const { answers, asked } = server(true, () => ({ json: page([professional()]) }));
  const files: Record<string, string>[] = [];
  answers["GET /api/admin/profissionais/pendencias/export"] = ({ url }) => {
    files.push(Object.fromEntries(new URL(url).searchParams));
    return { status: 500, json: { error: "Erro interno" } };
  };
  openAt("/profissionais?q=ana&certidao=VENCIDA&cadastro=pendente");
  const card = within(await screen.findByRole("region", { name: "Certidões de ética a renovar" }));
  expect(card.getByText("Nenhuma certidão vencendo.")).toBeVisible();
  await userEvent.click(card.getByRole("button", { name: "Exportar pendências filtradas em XLSX" }));
  expect(await screen.findByText("Erro interno")).toBeVisible();
  expect(files).toEqual([
    {
      search: "ana",
      status: "all",
      certidaoStatus: "VENCIDA",
      pending: "true",
      contractType: "all",
      specialty: "all",
      hasFeegowPermissions: "all",
      format: "xlsx",
    },
  ]);
  expect(last(asked).search).toBe("ana");
});
