import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openAt, person, pretendServer } from "@/test/server";
import type { History } from "./queries";
import { history, report } from "./samples";

const HISTORY = "GET /api/admin/financial/history";

/** Signed in before a pretended server; `questions` are those about billing, as asked. */
function server(answer: (query: URLSearchParams) => History | null = () => history()) {
  const questions: Record<string, string>[] = [];
  const { asked, answers } = pretendServer({
    "GET /api/auth/session": { json: { user: person() } },
    "GET /api/admin/status": { json: [] },
    "GET /api/admin/financial/general-report": { json: { status: "success", data: report } },
    [HISTORY]: (request) => {
      const query = new URL(request.url).searchParams;
      questions.push(Object.fromEntries(query));
      const json = answer(query);
      return json ? { json } : { status: 503, json: { error: "Erro interno", code: "DATABASE_UNAVAILABLE" } };
    },
  });
  return { questions, asked, answers };
}

const figure = (title: string) => document.querySelector(`[data-kpi="${title}"]`) as HTMLElement;

it("asks for what the address says and shows the period's figures", async () => {
  const { questions } = server();
  openAt("/financeiro?from=2026-02-18&to=2026-02-19&unit=CENTRO%20CAMBUI");
  expect(await screen.findByText("Faturamento do período")).toBeVisible();
  expect(questions[0]).toMatchObject({
    startDate: "2026-02-18",
    endDate: "2026-02-19",
    unit: "CENTRO CAMBUI",
    group: "all",
  });
  expect(figure("Faturamento do período")).toHaveTextContent("R$ 1.070,40");
  expect(figure("Ticket Médio")).toHaveTextContent("R$ 178,40");
  const table = screen.getByRole("table", { name: "Detalhe Diário" });
  expect(within(table).getAllByRole("row").at(-1)).toHaveTextContent("Total6R$ 178,40R$ 1.070,40");
});

it("filters by a group from the list, keeps the list, and clears the filters again", async () => {
  const user = userEvent.setup();
  const { questions } = server();
  const { location } = openAt("/financeiro?from=2026-02-18&to=2026-02-19");
  await user.click(await screen.findByRole("button", { name: "CONSULTAS" }));
  await waitFor(() => expect(questions.at(-1)).toMatchObject({ group: "CONSULTAS", procedure: "all" }));
  expect(location()).toContain("group=CONSULTAS");
  expect(screen.getByRole("button", { name: "EXAMES" })).toBeVisible();
  expect(screen.getByRole("button", { name: "CONSULTAS" })).toHaveAttribute("aria-pressed", "true");
  await user.keyboard("{ArrowUp}");
  expect(screen.getByRole("button", { name: "EXAMES" })).toHaveFocus();
  await user.click(screen.getByRole("button", { name: "Limpar Filtros" }));
  await waitFor(() => expect(location()).not.toContain("group"));
});

it("compares with the period before, a missing day being zero", async () => {
  const user = userEvent.setup();
  const { questions } = server((query) =>
    query.get("startDate") === "2026-02-16"
      ? history({ daily: [{ d: "2026-02-17", total: 500, qtd: 1 }], totals: { total: 500, qtd: 1 } })
      : history(),
  );
  openAt("/financeiro?from=2026-02-18&to=2026-02-19");
  await user.click(await screen.findByRole("switch", { name: "Ativar comparação" }));
  await waitFor(() =>
    expect(questions.at(-1)).toMatchObject({ startDate: "2026-02-16", endDate: "2026-02-17" }),
  );
  await waitFor(() => expect(figure("Faturamento do período")).toHaveTextContent("▲ R$ 570,40 (+114,1%)"));
  const table = screen.getByRole("table", { name: "Detalhe Diário (Comparativo)" });
  const rows = within(table).getAllByRole("row");
  expect(rows[1]).toHaveTextContent("Dia 1A: 18/02 | B: 16/02R$ 419,90R$ 0,00");
  expect(rows[2]).toHaveTextContent("▲ R$ 150,50+30,1%");
});

it("says what went wrong and reads again when asked", async () => {
  const user = userEvent.setup();
  let broken = true;
  server(() => (broken ? null : history()));
  openAt("/financeiro");
  const problem = await screen.findByRole("alert", {}, { timeout: 15_000 });
  expect(problem).toHaveTextContent("O faturamento não pôde ser lido.");
  broken = false;
  await user.click(within(problem).getByRole("button", { name: "Tentar novamente" }));
  expect(await screen.findByText("Faturamento do período")).toBeVisible();
});

it("opens the general report: growth with its direction, months ahead left open", async () => {
  const user = userEvent.setup();
  server();
  openAt("/financeiro?from=2026-02-18&to=2026-02-19");
  await user.click(await screen.findByRole("button", { name: "Relatório Geral" }));
  const section = await screen.findByRole("region", { name: "Centro Cambuí" });
  expect(section).toHaveTextContent("Referência: Fevereiro/2026");
  expect(section).toHaveTextContent("▼ -60,0%");
  expect(section).toHaveTextContent("Ref: R$ 200,00 | Melhor histórico: R$ 500,00");
  const [, , lastYear] = within(section).getAllByRole("row");
  const cells = within(lastYear as HTMLElement).getAllByRole("cell");
  expect(cells[0]).toHaveAttribute("data-best");
  expect(cells[2]).toHaveTextContent("—");
});
