import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { openAt, person, pretendServer, type Answer as Reply } from "@/test/server";
import { points, tick } from "./model";
import type { Answer } from "./queries";

const ANSWER: Answer = {
  series: [
    { period: "2026-02-16", total: 4, confirmados: 3, nao_compareceu: 0 },
    { period: "2026-02-18", total: 1000, confirmados: 732, nao_compareceu: 9 },
  ],
  stats: { totalPeriod: 1004, confirmedRate: 735 / 1004 },
  heartbeat: { status: "COMPLETED", last_run: "2026-02-19 14:03:11", details: "" },
  distincts: {
    scheduled_by: ["ANA TESTE"],
    specialty: ["CARDIOLOGIA"],
    professional: ["PROF UM"],
    unit: ["Centro Cambui", "Ouro Verde"],
    status_ids: [3, 6, 99],
  },
};

function server(refresh = false, answer: (request: Request) => Reply = () => ({ json: ANSWER })) {
  const questions: Record<string, string>[] = [];
  const permissions = { agendamentos: { view: true, edit: false, refresh } };
  pretendServer({
    "GET /api/auth/session": { json: { user: { ...person(), permissions } } },
    "GET /api/admin/status": { json: [] },
    "GET /api/admin/agendamentos": (request) => {
      questions.push(Object.fromEntries(new URL(request.url).searchParams));
      return answer(request);
    },
  });
  return questions;
}

describe("a period's points", () => {
  it("are 0 where nothing was booked, whatever their length", () => {
    const period = { from: "2025-12-31", to: "2026-02-01" };
    expect(points([], period, "day")).toHaveLength(33);
    const ticks = (by: "month" | "year") => points([], period, by).map((point) => tick(point.period));
    expect(ticks("month")).toEqual(["12/25", "01/26", "02/26"]);
    expect(ticks("year")).toEqual(["2025", "2026"]);
    expect(tick("2026-02-19")).toBe("19/02");
  });

  it("are not 0 where nothing can have been booked yet", () => {
    const period = { from: "2026-02-17", to: "2026-03-31" };
    const days = points(ANSWER.series, period, "day", "2026-02-19").map((point) => point.period);
    expect(days).toEqual(["2026-02-17", "2026-02-18", "2026-02-19"]);
    expect(points([], period, "month", "2026-02-19")).toHaveLength(1);
  });
});

it("shows a period's figures and fills the days without appointments", async () => {
  const questions = server();
  openAt("/agendamentos?from=2026-02-16&to=2026-02-18&status=3");
  const table = await screen.findByRole("table", { name: "Detalhe por Período" });
  expect(questions[0]).toMatchObject({ startDate: "2026-02-16", endDate: "2026-02-18", status: "3" });
  expect(document.querySelector("[data-kpi=total]")).toHaveTextContent("1.004");
  expect(document.querySelector("[data-kpi=taxa-confirmacao]")).toHaveTextContent("73,21%");
  const rows = within(table).getAllByRole("row");
  expect(rows.slice(1).map((row) => row.textContent)).toEqual([
    "18/02/20269 não compareceram1.00073273,2%9",
    "17/02/20260 não compareceram00—0",
    "16/02/20260 não compareceram4375,0%0",
    "Total9 não compareceram1.00473573,2%9",
  ]);
  expect(screen.queryByRole("button", { name: "Atualizar" })).not.toBeInTheDocument();
});

it("clears every filter but the days, and names the statuses", async () => {
  const user = userEvent.setup();
  const questions = server(true);
  const { location } = openAt("/agendamentos?from=2026-02-16&to=2026-02-18");
  const status = await screen.findByRole("combobox", { name: "Status" });
  await waitFor(() =>
    expect(
      within(status)
        .getAllByRole("option")
        .map((option) => option.textContent),
    ).toEqual(["Todos", "ATENDIDO", "NÃO COMPARECEU", "99"]),
  );
  await user.selectOptions(status, "ATENDIDO");
  await user.click(screen.getByRole("button", { name: /^Unidade/ }));
  await user.keyboard("ouro{Enter}");
  await waitFor(() => expect(questions.at(-1)).toMatchObject({ unit: "Ouro Verde" }));
  expect(location()).toContain("unit=Ouro+Verde");
  await user.selectOptions(screen.getByRole("combobox", { name: "Agrupar por" }), "Mês");
  await waitFor(() => expect(questions.at(-1)).toMatchObject({ status: "3", aggregateBy: "month" }));
  await user.click(screen.getByRole("button", { name: "Limpar Filtros" }));
  await waitFor(() => expect(location()).not.toContain("status"));
  expect(location()).not.toContain("unit");
  expect(location()).toContain("from=2026-02-16");
  expect(screen.getByRole("button", { name: "Atualizar" })).toBeVisible();
});

it("keeps the table's order in the address", async () => {
  const user = userEvent.setup();
  server();
  const { location } = openAt("/agendamentos?from=2026-02-16&to=2026-02-18&sort=total:asc");
  const table = await screen.findByRole("table", { name: "Detalhe por Período" });
  const first = () => within(table).getAllByRole("row")[1];
  expect(first()).toHaveTextContent("17/02/2026");
  within(table).getByRole("button", { name: "Confirmados" }).focus();
  await user.keyboard("{Enter}");
  await waitFor(() => expect(first()).toHaveTextContent("18/02/2026"));
  expect(decodeURIComponent(location())).toContain("sort=confirmados:desc");
});

it("says that nothing was booked, and gives up the filters that may be why", async () => {
  const user = userEvent.setup();
  const nothing = { ...ANSWER, series: [], stats: { totalPeriod: 0, confirmedRate: 0 } };
  server(false, ({ url }) => ({ json: new URL(url).searchParams.get("status") === "6" ? nothing : ANSWER }));
  openAt("/agendamentos?from=2026-02-16&to=2026-02-18&status=6");
  expect((await screen.findAllByText("Nenhum agendamento no período"))[0]).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Limpar filtros" }));
  expect(await screen.findByRole("img", { name: /^Evolução: 1.004 agendamentos/ })).toBeVisible();
});

it("does not call nothing what was never read", async () => {
  const heartbeat = { status: "UNKNOWN", last_run: null, details: "" };
  const stats = { totalPeriod: 0, confirmedRate: 0 };
  server(false, () => ({ json: { ...ANSWER, series: [], stats, heartbeat } }));
  openAt("/agendamentos?from=2026-02-16&to=2026-02-18");
  expect(await screen.findAllByText("Os agendamentos chegam com a primeira sincronização.")).toHaveLength(2);
  expect(document.querySelector("[data-kpi=total]")).toHaveTextContent("—");
});

it("says what failed and asks again when told to", async () => {
  const user = userEvent.setup();
  let broken = true;
  server(false, () => (broken ? { status: 500, json: { error: "Erro interno" } } : { json: ANSWER }));
  openAt("/agendamentos?from=2026-02-16&to=2026-02-18");
  expect(await screen.findByText("Os agendamentos não puderam ser lidos.")).toBeVisible();
  expect(document.querySelector("[data-kpi]")).toBeNull();
  broken = false;
  await user.click(screen.getByRole("button", { name: "Tentar novamente" }));
  expect(await screen.findByRole("table", { name: "Detalhe por Período" })).toBeVisible();
});
