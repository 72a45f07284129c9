import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { staleKeys } from "@/app/announcements";
import { queryClient } from "@/app/queryClient";
import { today } from "@/lib/period";
import { openAt, person, pretendServer } from "@/test/server";
import type { BenefitCard } from "./queries";
import { benefitCard } from "./samples";

const CONTRACTS = "GET /api/admin/contratos";
const DAYS = "/contratos?from=2026-02-17&to=2026-02-20";

/** Signed in before a pretended server; `questions` are those about the card, as asked. */
function server(
  answer: (query: URLSearchParams) => BenefitCard | null = () => benefitCard(),
  user = person(),
) {
  const questions: Record<string, string>[] = [];
  const { asked, answers } = pretendServer({
    "GET /api/auth/session": { json: { user } },
    "GET /api/admin/status": { json: [] },
    [CONTRACTS]: (request) => {
      const query = new URL(request.url).searchParams;
      questions.push(Object.fromEntries(query));
      const json = answer(query);
      return json ? { json } : { status: 503, json: { error: "Erro interno", code: "DATABASE_UNAVAILABLE" } };
    },
  });
  return { questions, asked, answers };
}

const figure = (slug: string) => document.querySelector(`[data-kpi="${slug}"]`) as HTMLElement;

it("asks for this year until today, and for as many days before", async () => {
  const { questions } = server();
  openAt("/contratos");
  expect(await screen.findByText("Base Ativa")).toBeVisible();
  const year = today().slice(0, 4);
  expect(questions[0]).toEqual({ startDate: `${year}-01-01`, endDate: today() });
  expect(questions[1]).toMatchObject({ endDate: `${Number(year) - 1}-12-31` });
});

it("shows the portfolio, the period, and what grew", async () => {
  server((query) =>
    query.get("endDate") === "2026-02-16"
      ? benefitCard({ billingRealized: 100, salesMembership: 200, salesMRR: 0 })
      : benefitCard(),
  );
  openAt(DAYS);
  expect(await screen.findByText("Base Ativa")).toBeVisible();
  expect(figure("contratos-ativos")).toHaveTextContent("Contratos1.234");
  expect(figure("pacientes-ativos")).toHaveTextContent("Pacientes2.345");
  expect(figure("faturamento-realizado")).toHaveTextContent("R$ 159,90");
  await waitFor(() =>
    expect(figure("faturamento-realizado").parentElement).toHaveTextContent(
      "▲ +59,9% que no período anterior",
    ),
  );
  expect(figure("total-adesao").parentElement).toHaveTextContent("▼ -10,0%");
  expect(screen.getByRole("region", { name: "Mensalidades" })).toHaveTextContent("sem base");
  expect(figure("inadimplencia-periodo")).toHaveTextContent("Neste Período1 cadastroR$ 49,90");
  expect(figure("inadimplencia-total")).toHaveTextContent("2 cadastrosR$ 110,00");
  expect(figure("cancelados")).toHaveTextContent("3");
  expect(screen.getByRole("region", { name: "Cancelados" })).toHaveTextContent("criados no período");
});

it("lists the days behind the chart, with those that brought nothing", async () => {
  const user = userEvent.setup();
  server();
  const { location } = openAt(DAYS);
  expect(await screen.findByRole("img", { name: /159,90 em 4 dias/ })).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Ver tabela" }));
  await waitFor(() => expect(location()).toContain("detail=1"));
  const rows = within(await screen.findByRole("table")).getAllByRole("row");
  expect(rows.map((row) => row.textContent?.replaceAll("\u00a0", " "))).toEqual([
    "DataFaturado",
    "20/02/2026R$ 0,00",
    "19/02/2026R$ 59,90",
    "18/02/2026R$ 0,00",
    "17/02/2026R$ 100,00",
    "TotalR$ 159,90",
  ]);
});

it("says when nothing came in", async () => {
  server(() => benefitCard({ billingRealized: 0, dailyChart: [] }));
  openAt(DAYS);
  expect(await screen.findByText("Nenhum faturamento no período.")).toBeVisible();
  expect(figure("faturamento-realizado")).toHaveTextContent("R$ 0,00");
});

it("shows dashes, not zeros, when nothing could be read, and reads again when asked", async () => {
  const user = userEvent.setup();
  let broken = true;
  server(() => (broken ? null : benefitCard()));
  openAt(DAYS);
  const problem = await screen.findByRole("alert");
  expect(problem).toHaveTextContent("Os indicadores não puderam ser lidos.");
  for (const slug of ["contratos-ativos", "faturamento-realizado", "inadimplencia-total", "cancelados"])
    expect(figure(slug)).toHaveTextContent("—");
  broken = false;
  await user.click(within(problem).getByRole("button", { name: "Tentar novamente" }));
  await waitFor(() => expect(figure("contratos-ativos")).toHaveTextContent("1.234"));
});

it("reads again silently what was announced", async () => {
  let count = 3;
  server(() => benefitCard({ cancelledCount: count }));
  openAt(DAYS);
  await screen.findByText("Cancelados");
  const shown = figure("cancelados");
  count = 7;
  await act(async () => {
    for (const queryKey of staleKeys({
      event: "refresh",
      data: { service_name: "contratos", outcome: "done" },
    }))
      void queryClient.invalidateQueries({ queryKey });
  });
  await waitFor(() => expect(shown).toHaveTextContent("7"));
  // The very same card: nothing was taken away meanwhile.
  expect(shown).toBeInTheDocument();
});

it("runs the contracts' own job, and says what went wrong with it", async () => {
  const user = userEvent.setup();
  const { answers } = server();
  const status = (row: object) => {
    answers["GET /api/admin/status"] = { json: [{ service_name: "contratos", details: null, ...row }] };
  };
  let wanted: unknown;
  answers["POST /api/admin/refresh"] = async (request) => {
    wanted = await request.json();
    status({ status: "RUNNING", last_run: null });
    return { json: { success: true, message: "Atualização solicitada." } };
  };
  openAt(DAYS);
  await user.click(await screen.findByRole("button", { name: "Atualizar" }));
  expect(await screen.findByRole("button", { name: "Sincronizando..." })).toBeDisabled();
  expect(wanted).toEqual({ service: "contratos" });
  status({ status: "ERROR", last_run: "2026-02-19 14:12:00", details: "Erro API: 3 páginas perdidas" });
  await act(() => queryClient.invalidateQueries({ queryKey: ["operations", "status"] }));
  expect(await screen.findByRole("alert")).toHaveTextContent("Resolve Saúde: Erro API: 3 páginas perdidas");
});
