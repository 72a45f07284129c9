import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openAt, person, pretendServer } from "@/test/server";

const CRC = { id: "t1", name: "CRC" };
const FRONT = { id: "t2", name: "Recepção" };

/** 300 people, each with fewer appointments than the one before. */
const STATS = {
  userStats: Array.from({ length: 300 }, (_, index) => ({
    user: `PESSOA ${String(index + 1).padStart(3, "0")}`,
    team_name: index === 0 ? "CRC,Recepção" : null,
    teams: index === 0 ? ["CRC", "Recepção"] : [],
    total: 600 - index,
    confirmados: 450,
  })),
  globalStats: { total: 1000, confirmados: 732, nao_compareceu: 55 },
  teamStats: { total: 600, confirmados: 450, active_members: 1, name: "CRC" },
  heartbeat: { status: "COMPLETED", last_run: "2026-02-19 14:03:11", details: "" },
};

/** A server that keeps teams and members. */
function server(rights: { edit?: boolean; refresh?: boolean } = {}, refusal = false) {
  const changes: unknown[] = [];
  const asked: URLSearchParams[] = [];
  const permissions = { produtividade: { view: true, edit: false, refresh: false, ...rights } };
  let teams = [CRC, FRONT];
  let users = [
    { user_name: "ANA TESTE", teams: [CRC, FRONT] },
    { user_name: "BIA TESTE", teams: [] as (typeof CRC)[] },
  ];
  pretendServer({
    "GET /api/auth/session": { json: { user: { ...person(), permissions } } },
    "GET /api/admin/status": { json: [] },
    "GET /api/admin/produtividade": ({ url }) => {
      asked.push(new URL(url).searchParams);
      return { json: STATS };
    },
    "GET /api/admin/user-teams": () => ({ json: { users, teams } }),
    "POST /api/admin/user-teams": async (request) => {
      const change = await request.json();
      changes.push(change);
      if (refusal) return { status: 404, json: { error: "Equipe não encontrada" } };
      users = users.map((user) => {
        if (user.user_name !== change.user_name) return user;
        const others = user.teams.filter(({ id }) => id !== change.team_id);
        const added = teams.filter(({ id }) => id === change.team_id && change.action === "add");
        return { ...user, teams: [...others, ...added] };
      });
      return { json: { success: true } };
    },
    "POST /api/admin/teams": async (request) => {
      const { name } = await request.json();
      if (teams.some((team) => team.name === name))
        return { status: 400, json: { error: "Esta equipe já existe", code: "TEAM_EXISTS" } };
      const team = { id: `t${teams.length + 1}`, name };
      teams = [...teams, team];
      return { json: { success: true, team } };
    },
    "DELETE /api/admin/teams": ({ url }) => {
      const id = new URL(url).searchParams.get("id");
      teams = teams.filter((team) => team.id !== id);
      users = users.map((user) => ({ ...user, teams: user.teams.filter((team) => team.id !== id) }));
      return { json: { success: true } };
    },
  });
  return { changes, asked };
}

async function openTeams(path = "/produtividade") {
  const user = userEvent.setup();
  const { location } = openAt(path);
  const header = (await screen.findByRole("heading", { level: 1 })).closest("header") as HTMLElement;
  await user.click(within(header).getByRole("button", { name: "Equipes" }));
  const dialog = await screen.findByRole("dialog", { name: "Gerenciar Equipes" });
  return { user, location, dialog: within(dialog) };
}

/** The ranking's rows, its header first. */
async function ranking() {
  const table: HTMLTableElement = await screen.findByRole("table", { name: "Ranking Individual" });
  return table.rows;
}

const press = async (user: ReturnType<typeof userEvent.setup>, name: string) => {
  screen.getByRole("button", { name }).focus();
  await user.keyboard("{Enter}");
};

it("ranks people in pages that turn by keyboard", async () => {
  const user = userEvent.setup();
  server();
  const { location } = openAt("/produtividade");
  const rows = await ranking();
  expect(rows).toHaveLength(26);
  expect(rows[1]).toHaveTextContent(
    "#1#1PESSOA 001na equipeCRCRecepçãoCRCRecepção600▲ Boa: 75%450▲ Boa: 75%",
  );
  expect(document.querySelector("[data-kpi=nao-compareceu]")).toHaveTextContent("55 5,5%");
  expect(screen.getByText("1 membro ativo no período.")).toBeVisible();
  await press(user, "Próxima");
  expect(rows[1]).toHaveTextContent("#26");
  expect(decodeURIComponent(location())).toContain("page=2");
});

it("sorts by keyboard and keeps everybody's place, in a search as well", async () => {
  const user = userEvent.setup();
  server();
  const { location } = openAt("/produtividade?page=2");
  const rows = await ranking();
  await press(user, "Usuário");
  await waitFor(() => expect(rows[1]).toHaveTextContent("#1PESSOA 001"));
  await user.keyboard("{Enter}");
  await waitFor(() => expect(rows[1]).toHaveTextContent("#300PESSOA 300"));
  fireEvent.change(screen.getByRole("searchbox", { name: "Buscar usuário" }), {
    target: { value: "pessoa 17" },
  });
  await waitFor(() => expect(rows).toHaveLength(11));
  expect(rows[1]).toHaveTextContent("#179");
  expect(decodeURIComponent(location())).toContain("q=pessoa+17&sort=user:desc");
});

it("puts a person into a team at once, and reads the ranking again on closing", async () => {
  const { changes, asked } = server({ edit: true });
  const { user, dialog } = await openTeams();
  const box = await dialog.findByRole("checkbox", { name: "BIA TESTE em CRC" });
  await user.click(box);
  expect(box).toBeChecked();
  expect(dialog.getByRole("columnheader", { name: "CRC (2)" })).toBeVisible();
  await waitFor(() => expect(changes).toEqual([{ user_name: "BIA TESTE", team_id: "t1", action: "add" }]));
  expect(await dialog.findByText("BIA TESTE entrou em CRC.")).toBeVisible();
  await user.click(dialog.getByRole("button", { name: "Desfazer" }));
  await waitFor(() => expect(box).not.toBeChecked());
  await waitFor(() => expect(changes).toHaveLength(2));
  const before = asked.length;
  await user.keyboard("{Escape}");
  await waitFor(() => expect(asked.length).toBeGreaterThan(before));
});

it("takes a refused change back and says why", async () => {
  server({ edit: true }, true);
  const { user, dialog } = await openTeams();
  const box = await dialog.findByRole("checkbox", { name: "ANA TESTE em CRC" });
  await user.click(box);
  expect(await screen.findByText("ANA TESTE em CRC: Equipe não encontrada")).toBeInTheDocument();
  expect(box).toBeChecked();
});

it("finds people by name and those in no team", async () => {
  server();
  const { user, dialog } = await openTeams();
  const names = () => dialog.getAllByRole("row").map((row) => row.dataset.rowId);
  await user.type(await dialog.findByRole("searchbox", { name: "Filtrar nome" }), "ána");
  expect(names()).toEqual([undefined, "ANA TESTE"]);
  await user.clear(dialog.getByRole("searchbox", { name: "Filtrar nome" }));
  await user.click(dialog.getByRole("checkbox", { name: "Sem equipe (1)" }));
  expect(names()).toEqual([undefined, "BIA TESTE"]);
});

it("makes a team, and says why it cannot", async () => {
  server({ edit: true });
  const { user, dialog } = await openTeams();
  const name = await dialog.findByRole("textbox", { name: "Nova equipe" });
  await user.type(name, "CRC{Enter}");
  expect(await dialog.findByText("Esta equipe já existe")).toBeVisible();
  await user.clear(name);
  await user.type(name, "Telefone{Enter}");
  expect(await dialog.findByRole("columnheader", { name: "Telefone (0)" })).toBeVisible();
  expect(name).toHaveValue("");
});

it("deletes a team only after asking, and then looks at another one", async () => {
  server({ edit: true });
  const { user, dialog, location } = await openTeams("/produtividade?team=Recepção");
  await user.click(await dialog.findByRole("button", { name: "Excluir equipe Recepção" }));
  const question = await screen.findByRole("alertdialog", { name: "Excluir a equipe Recepção?" });
  expect(question).toHaveTextContent("1 membro deixa de pertencer a ela.");
  expect(within(question).getByRole("button", { name: "Cancelar" })).toHaveFocus();
  await user.keyboard("{Enter}");
  await waitFor(() => expect(question).not.toBeInTheDocument());
  expect(dialog.getByRole("columnheader", { name: "Recepção (1)" })).toBeVisible();
  // The team that other pages count on stays.
  expect(dialog.queryByRole("button", { name: "Excluir equipe CRC" })).not.toBeInTheDocument();

  await user.keyboard("{Enter}");
  await user.click(await screen.findByRole("button", { name: "Excluir equipe" }));
  await waitFor(() =>
    expect(dialog.queryByRole("columnheader", { name: "Recepção (1)" })).not.toBeInTheDocument(),
  );
  expect(await screen.findByText("Equipe excluída: Recepção")).toBeInTheDocument();
  expect(location()).not.toContain("team");
});

it("only shows the teams to those who may not change them", async () => {
  server();
  const { dialog } = await openTeams();
  expect(await dialog.findByRole("checkbox", { name: "ANA TESTE em CRC" })).toBeDisabled();
  expect(dialog.getByText(/^Somente leitura/)).toBeVisible();
  expect(dialog.queryByRole("button", { name: "Criar" })).not.toBeInTheDocument();
  expect(dialog.queryByRole("button", { name: /^Excluir/ })).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Atualizar", hidden: true })).not.toBeInTheDocument();
});

it("asks about the team and the days in the address", async () => {
  const user = userEvent.setup();
  const { asked } = server();
  const { location } = openAt("/produtividade?from=2026-02-01&to=2026-02-19&team=telefone");
  const team = await screen.findByRole("combobox", { name: "Equipe:" });
  expect(Object.fromEntries(asked[0] ?? [])).toEqual({
    startDate: "2026-02-01",
    endDate: "2026-02-19",
    team: "telefone",
  });
  expect(await screen.findByText("Não há equipe com este nome.")).toBeVisible();
  expect(document.querySelector("[data-kpi=equipe-total]")).toHaveTextContent("—");
  await user.selectOptions(team, "Recepção");
  await waitFor(() => expect(asked.at(-1)?.get("team")).toBe("Recepção"));
  expect(decodeURIComponent(location())).toContain("team=Recepção");
});

it("does not call nothing what was never read", async () => {
  const { answers } = pretendServer({
    "GET /api/auth/session": {
      json: {
        user: { ...person(), permissions: { produtividade: { view: true, edit: false, refresh: false } } },
      },
    },
    "GET /api/admin/status": { json: [] },
    "GET /api/admin/user-teams": { json: { users: [], teams: [CRC] } },
  });
  const none = { total: 0, confirmados: 0, nao_compareceu: 0 };
  const heartbeat = { status: "UNKNOWN", last_run: null, details: "" };
  answers["GET /api/admin/produtividade"] = {
    json: { ...STATS, userStats: [], globalStats: none, heartbeat },
  };
  openAt("/produtividade");
  expect(await screen.findByText("Os agendamentos chegam com a primeira sincronização.")).toBeVisible();
  for (const figure of document.querySelectorAll("[data-kpi] dd")) expect(figure).toHaveTextContent(/^—$/);
});

it("says what failed and asks again when told to", async () => {
  const user = userEvent.setup();
  server();
  const { answers } = pretendServer({
    "GET /api/auth/session": {
      json: {
        user: { ...person(), permissions: { produtividade: { view: true, edit: false, refresh: false } } },
      },
    },
    "GET /api/admin/status": { json: [] },
    "GET /api/admin/user-teams": { json: { users: [], teams: [CRC] } },
  });
  openAt("/produtividade");
  expect(await screen.findByText("A produtividade não pôde ser lida.")).toBeVisible();
  expect(document.querySelector("[data-kpi]")).toBeNull();
  answers["GET /api/admin/produtividade"] = { json: { ...STATS, userStats: [] } };
  await user.click(screen.getByRole("button", { name: "Tentar novamente" }));
  expect(await screen.findByText("Nenhum agendamento no período.")).toBeVisible();
});
