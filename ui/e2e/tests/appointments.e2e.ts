/** Appointments made: a shared address, the keys alone, every size of screen. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible, launch, longestTask, NARROW, PHONE, signIn, visitor, WIDE } from "../browser";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Nobody notices a shorter pause. */
const NOTICED_MS = 200;
/** Collecting the appointments around today takes this long at most. */
const COLLECTED = 60_000;
const DAY_MS = 86_400_000;

/** As many appointments as a clinic group makes, in periods of any length. */
function answer(question: URLSearchParams) {
  const length = { month: 7, year: 4 }[question.get("aggregateBy") ?? "day"] ?? 10;
  const end = Date.parse(question.get("endDate") ?? "");
  const series = new Map<string, { total: number; confirmados: number; nao_compareceu: number }>();
  for (let at = Date.parse(question.get("startDate") ?? ""); at <= end; at += DAY_MS) {
    const period = new Date(at).toISOString().slice(0, length);
    const before = series.get(period) ?? { total: 0, confirmados: 0, nao_compareceu: 0 };
    const made = question.get("status") === "22" ? 0 : 300 + ((at / DAY_MS) % 40);
    series.set(period, {
      total: before.total + made,
      confirmados: before.confirmados + Math.floor(made * 0.7),
      nao_compareceu: before.nao_compareceu + 20,
    });
  }
  const points = [...series].map(([period, counts]) => ({ period, ...counts })).filter(({ total }) => total);
  const sum = (of: "total" | "confirmados") => points.reduce((all, point) => all + point[of], 0);
  return {
    series: points,
    stats: {
      totalPeriod: sum("total"),
      confirmedRate: points.length ? sum("confirmados") / sum("total") : 0,
    },
    heartbeat: { status: "COMPLETED", last_run: "2026-02-19 14:03:11", details: "" },
    distincts: {
      scheduled_by: Array.from({ length: 400 }, (_, index) => `PESSOA ${String(index + 1).padStart(3, "0")}`),
      specialty: ["CARDIOLOGIA", "DERMATOLOGIA"],
      professional: ["PROF UM", "PROF DOIS"],
      unit: ["Campinas Shopping", "Centro Cambui", "Ouro Verde"],
      status_ids: [1, 3, 6, 7, 22],
    },
  };
}

const booked = (page: Page) =>
  page.route("**/api/admin/agendamentos?**", (route) =>
    route.fulfill({ json: answer(new URL(route.request().url()).searchParams) }),
  );

const settled = (page: Page) => page.locator("[data-page=agendamentos][aria-busy=false]").waitFor();

describe("appointments", () => {
  it("are collected when asked for, shown without reloading, and saved", async () => {
    const { page, context, trouble } = await visitor(browser);
    await signIn(page);
    await page.goto("/agendamentos");
    await page.getByRole("button", { name: "Atualizar", exact: true }).click();
    await page.locator("[data-kpi=total]").filter({ hasText: /[1-9]/ }).waitFor({ timeout: COLLECTED });
    await page.locator("[data-service=financeiro][data-sync-state=ok]").waitFor({ timeout: COLLECTED });
    for (const [path, shown] of [
      ["/agendamentos", "evolucao"],
      ["/produtividade", "ranking"],
    ] as const) {
      await page.goto(path);
      await page.locator(`[data-table=${shown}] [data-row-id]`).first().waitFor();
      for (const format of ["XLSX", "PDF"]) {
        const saved = page.waitForEvent("download");
        await page.getByRole("button", { name: `Exportar ${format}` }).click();
        expect((await saved).suggestedFilename()).toMatch(
          new RegExp(`^${path.slice(1)}.*\\.${format.toLowerCase()}$`),
        );
      }
    }
    expect(trouble).toEqual([]);
    await context.close();
  });

  it("keep every filter in the address, and give it back", async () => {
    const { page, context, trouble } = await visitor(browser);
    await signIn(page);
    await booked(page);
    await page.goto("/agendamentos?from=2026-01-01&to=2026-10-31");
    await page.getByLabel("Agrupar por").selectOption({ label: "Mês" });
    const october = page.locator("[data-table=evolucao] [data-row-id='2026-10']");
    await october.waitFor();

    await page.getByRole("button", { name: "Responsável" }).press("Enter");
    await page.getByRole("combobox", { name: "Pesquisar em Responsável" }).fill("pessoa 377");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.searchParams.get("scheduler") === "PESSOA 377");
    await page.getByLabel("Status").selectOption({ label: "CANCELADO PELO PROFISSIONAL" });
    await page.getByText("Nenhum agendamento no período").first().waitFor();
    await page.reload();
    await page.getByText("Nenhum agendamento no período").first().waitFor();
    await page.goBack();
    await october.waitFor();
    await page.getByRole("button", { name: "Limpar Filtros", exact: true }).click();
    await page.waitForURL((url) => !url.searchParams.has("scheduler") && !url.searchParams.has("by"));
    expect(new URL(page.url()).searchParams.get("from")).toBe("2026-01-01");
    expect(trouble).toEqual([]);
    await context.close();
  });

  it("are drawn, ordered and paged without a pause, four years by day", async () => {
    const { page, context, trouble } = await visitor(browser);
    await signIn(page);
    await booked(page);
    await page.goto("/agendamentos?from=2022-01-01&to=2025-12-31");
    await settled(page);
    const rows = page.locator("[data-table=evolucao] tbody tr");
    await rows.first().getByText("31/12/2025").waitFor();
    await page.getByRole("table").getByRole("button", { name: "Período" }).focus();
    const longest = await longestTask(page, async () => {
      await page.keyboard.press("Enter");
      await rows.first().getByText("01/01/2022").waitFor();
      await page.getByRole("button", { name: "Próxima" }).focus();
      await page.keyboard.press("Enter");
      await rows.first().getByText("20/02/2022").waitFor();
    });
    expect(longest).toBeLessThan(NOTICED_MS);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it("say what failed, and keep the figures while the same is read again", async () => {
    const { page, context, trouble } = await visitor(browser);
    await signIn(page);
    await page.route("**/api/admin/agendamentos?**", (route) =>
      route.fulfill({ status: 500, json: { error: "Erro interno", code: "INTERNAL" } }),
    );
    await page.goto("/agendamentos");
    await page.getByText("Os agendamentos não puderam ser lidos.").waitFor();
    expect(await page.locator("[data-kpi]").count()).toBe(0);
    await page.unrouteAll();
    await booked(page);
    await page.getByRole("button", { name: "Tentar novamente" }).click();
    await page.locator("[data-kpi=total]").waitFor();
    expect(trouble).toEqual([]);
    await context.close();
  });

  it.each([
    ["desk", WIDE],
    ["phone", PHONE],
    ["small phone", NARROW],
  ])("are readable for everybody on a %s", async (_, viewport) => {
    const { page, context } = await visitor(browser, { viewport });
    await signIn(page);
    await booked(page);
    await page.goto("/agendamentos?status=3");
    await settled(page);
    await page.locator("[data-kpi=total]").waitFor();
    await expectAccessible(page);
    // Neither the page nor the table has to be moved sideways.
    const beyond = await page.evaluate(() => {
      const frame = document.querySelector("[data-table=evolucao]")?.parentElement;
      return [
        document.documentElement.scrollWidth - innerWidth,
        frame && frame.scrollWidth - frame.clientWidth,
      ];
    });
    expect(beyond).toEqual([0, 0]);
    await context.close();
  });
});
