import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { staleKeys } from "@/app/announcements";
import { queryClient } from "@/app/queryClient";
import { openAt, person, pretendServer } from "@/test/server";
import type { ProposalsAnswer } from "./queries";
import { crowd, proposals } from "./samples";

const PROPOSALS = "GET /api/admin/propostas";
const MONTH = "/propostas?from=2026-02-01&to=2026-02-19";

/** Signed in before a pretended server; `questions` are those about proposals, as asked. */
function server(
  answer: (query: URLSearchParams) => ProposalsAnswer | null = () => proposals(),
  user = person(),
) {
  const questions: Record<string, string>[] = [];
  const { asked, answers } = pretendServer({
    "GET /api/auth/session": { json: { user } },
    "GET /api/admin/status": { json: [] },
    [PROPOSALS]: (request) => {
      const query = new URL(request.url).searchParams;
      questions.push(Object.fromEntries(query));
      const json = answer(query);
      return json ? { json } : { status: 503, json: { error: "Erro interno", code: "DATABASE_UNAVAILABLE" } };
    },
  });
  return { questions, asked, answers };
}

const figure = (slug: string) => document.querySelector(`[data-kpi="${slug}"]`) as HTMLElement;
const ranking = () => screen.findByRole("table", { name: "Ranking Profissional" });

/** Names in the ranking, as shown. */
const names = () =>
  [...document.querySelectorAll("[data-table=ranking-profissional] tbody tr")].map(
    (row) => row.querySelector("button")?.textContent,
  );

it("asks for what the address says; open proposals are not lost ones", async () => {
  const { questions } = server();
  openAt(`${MONTH}&unit=CENTRO%20CAMBUI`);
  expect(await screen.findByText("Total Propostas")).toBeVisible();
  expect(questions[0]).toEqual({
    startDate: "2026-02-01",
    endDate: "2026-02-19",
    unit: "CENTRO CAMBUI",
    status: "all",
  });
  expect(figure("valor-total")).toHaveTextContent("R$ 1.000,00");
  expect(figure("valor-perdido")).toHaveTextContent("R$ 100,0010,0% do total");
  expect(figure("em-aberto")).toHaveTextContent("R$ 600,0060,0% do total");
  expect(figure("em-aberto")).toHaveAttribute("data-value", "600");
  expect(figure("taxa-conversao")).toHaveTextContent("30,0%");
  expect(figure("ticket-medio")).toHaveTextContent("R$ 200,00");
});

it("lets a card of the funnel filter the figures, and keeps that in the address", async () => {
  const user = userEvent.setup();
  server();
  const { location } = openAt(MONTH);
  await user.click(await screen.findByRole("button", { name: /^Em aberto/ }));
  await waitFor(() => expect(location()).toContain("status=stage"));
  expect(figure("total-propostas")).toHaveTextContent("3");
  expect(figure("valor-total")).toHaveTextContent("R$ 600,00");
  // The funnel itself keeps telling of all of them.
  expect(figure("funil-won")).toHaveTextContent("R$ 300,00");
  expect(screen.getByRole("button", { name: /^Em aberto/ })).toHaveAttribute("aria-pressed", "true");
  await user.click(screen.getByRole("button", { name: /^Aguardando aprovação do cliente/ }));
  await waitFor(() => expect(figure("valor-total")).toHaveTextContent("R$ 400,00"));
  await user.click(screen.getByRole("button", { name: "Limpar Filtros" }));
  await waitFor(() => expect(location()).not.toContain("status"));
  expect(figure("valor-total")).toHaveTextContent("R$ 1.000,00");
});

it("filters by a unit from its card and keeps all units to choose from", async () => {
  const user = userEvent.setup();
  const { questions } = server((query) =>
    query.get("unit") === "all" ? proposals() : proposals({ byUnit: proposals().byUnit.slice(3) }),
  );
  openAt(MONTH);
  const units = await screen.findByRole("region", { name: "Performance por Unidade" });
  expect(within(units).getByText("Sem Unidade")).toBeVisible();
  await user.click(within(units).getByRole("button", { name: "OURO VERDE" }));
  await waitFor(() => expect(questions.at(-1)).toMatchObject({ unit: "OURO VERDE" }));
  expect(within(units).getByRole("button", { name: "OURO VERDE" })).toHaveAttribute("aria-pressed", "true");
  expect(within(units).getByRole("button", { name: "CENTRO CAMBUI" })).toBeVisible();
  await user.click(screen.getByRole("button", { name: /^Unidade/ }));
  expect(await screen.findByRole("option", { name: "CENTRO CAMBUI" })).toBeInTheDocument();
});

it("orders the ranking by value, by name from A, and adds up what is shown", async () => {
  const user = userEvent.setup();
  server();
  const { location } = openAt(MONTH);
  const table = await ranking();
  expect(names()).toEqual(["Prof Um", "Águeda Dois", "Sistema"]);
  await user.click(within(table).getByRole("button", { name: "Profissional" }));
  await waitFor(() => expect(names()).toEqual(["Águeda Dois", "Prof Um", "Sistema"]));
  expect(location()).toContain("sort=profissional");
  await user.type(screen.getByRole("searchbox", { name: "Filtrar profissional" }), "agueda");
  await waitFor(() => expect(names()).toEqual(["Águeda Dois"]));
  expect(within(table).getAllByRole("row").at(-1)).toHaveTextContent("R$ 300,00");
  await waitFor(() => expect(location()).toContain("q=agueda"));
  await user.clear(screen.getByRole("searchbox"));
  await user.type(screen.getByRole("searchbox"), "ninguém");
  expect(await screen.findByText("Nenhum profissional encontrado.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Limpar filtros" }));
  await waitFor(() => expect(names()).toHaveLength(3));
});

it("ranks those whose proposals have the status that is filtered", async () => {
  const user = userEvent.setup();
  const { questions } = server((query) => {
    const all = proposals();
    const isAll = query.get("status") === "all";
    return isAll ? all : { ...all, byProposer: all.byProposer.slice(0, 1) };
  });
  openAt(MONTH);
  await ranking();
  await waitFor(() => expect(names()).toHaveLength(3));
  expect(questions.every(({ status }) => status === "all")).toBe(true);
  await user.click(screen.getByRole("button", { name: /^Em aberto/ }));
  await waitFor(() => expect(names()).toHaveLength(1));
  expect(questions.at(-1)).toMatchObject({ status: "stage:open", unit: "all" });
});

it("turns the pages of thousands with the keys alone", async () => {
  const user = userEvent.setup();
  server(() => crowd(5_000));
  const { location } = openAt(`${MONTH}&page=99`);
  await ranking();
  const next = screen.getByRole("button", { name: "Próxima" });
  next.focus();
  await user.keyboard("{Enter}");
  await waitFor(() => expect(location()).toContain("page=100"));
  expect(names()[0]).toBe("Profissional 4951");
  // There is no further page, and the key holder is still there.
  await user.keyboard("{Enter}");
  expect(next).toHaveFocus();
  expect(next).toHaveAttribute("aria-disabled", "true");
  expect(screen.getByText("5.000 linhas")).toBeVisible();
});

it("reads again silently what was announced", async () => {
  let value = 1000;
  server(() => proposals({ summary: { qtd: 5, valor: value, wonQtd: 1, wonValue: 300, lostValue: 100 } }));
  openAt(MONTH);
  await screen.findByText("Total Propostas");
  const shown = figure("valor-total");
  value = 2000;
  await act(async () => {
    for (const queryKey of staleKeys({
      event: "refresh",
      data: { service_name: "comercial", outcome: "done" },
    }))
      void queryClient.invalidateQueries({ queryKey });
  });
  await waitFor(() => expect(shown).toHaveTextContent("R$ 2.000,00"));
  // The very same card: nothing was taken away meanwhile.
  expect(shown).toBeInTheDocument();
});

it("runs the proposals' own job, only for whoever may", async () => {
  const user = userEvent.setup();
  const { answers } = server();
  let wanted: unknown;
  answers["POST /api/admin/refresh"] = async (request) => {
    wanted = await request.json();
    answers["GET /api/admin/status"] = {
      json: [{ service_name: "comercial", status: "QUEUED", last_run: null, details: "Aguardando vez" }],
    };
    return { json: { success: true, message: "Atualização solicitada." } };
  };
  openAt(MONTH);
  await user.click(await screen.findByRole("button", { name: "Atualizar Dados" }));
  expect(await screen.findByRole("button", { name: "Sincronizando..." })).toBeDisabled();
  expect(wanted).toEqual({ service: "comercial" });
  expect(document.querySelector("[data-sync-state=queued]")).toHaveTextContent("Na fila");
});

it("offers no refresh to whoever may not", async () => {
  const user = person();
  user.permissions.propostas = { view: true, edit: false, refresh: false };
  server(() => proposals(), user);
  openAt(MONTH);
  await screen.findByText("Total Propostas");
  expect(screen.queryByRole("button", { name: "Atualizar Dados" })).toBeNull();
});

it("says what went wrong and reads again when asked", async () => {
  const user = userEvent.setup();
  let broken = true;
  server(() => (broken ? null : proposals()));
  openAt(MONTH);
  const problem = await screen.findByRole("alert", {}, { timeout: 15_000 });
  expect(problem).toHaveTextContent("As propostas não puderam ser lidas.");
  broken = false;
  await user.click(within(problem).getByRole("button", { name: "Tentar novamente" }));
  expect(await screen.findByText("Total Propostas")).toBeVisible();
});

it("says when a period is empty", async () => {
  server(() =>
    proposals({
      summary: { qtd: 0, valor: 0, wonQtd: 0, wonValue: 0, lostValue: 0 },
      byUnit: [],
      byProposer: [],
    }),
  );
  openAt(MONTH);
  expect(await screen.findByText("Nenhum dado por unidade.")).toBeVisible();
  expect(screen.getByText("Nenhum profissional encontrado.")).toBeVisible();
  expect(figure("ticket-medio")).toHaveTextContent("R$ 0,00");
});
