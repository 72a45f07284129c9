/** Proposals: thousands of lines under the keys, a shared address, every size of screen. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible, launch, longestTask, PHONE, signIn, visitor, WIDE } from "../browser";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const PEOPLE = 5_000;
/** Nobody notices a shorter pause. */
const NOTICED_MS = 200;

const UNITS = ["Campinas Shopping", "Centro Cambui", "Ouro Verde"];
const STATUSES = ["Executada", "Aguardando aprovação do cliente", "Cancelada"];

/** More than a clinic will ever have. */
const crowd = () => ({
  summary: { qtd: 9_000, valor: 900_000, wonQtd: 3_000, wonValue: 300_000, lostValue: 102_000 },
  byUnit: UNITS.flatMap((unit_name) =>
    STATUSES.map((status, index) => ({
      unit_name,
      status,
      qtd: 1_000,
      valor: [100_000, 166_000, 34_000][index],
    })),
  ),
  byProposer: Array.from({ length: PEOPLE }, (_, index) => ({
    professional_name: `Profissional ${String(index + 1).padStart(4, "0")}`,
    qtd: 1 + (index % 7),
    valor: (PEOPLE - index) / 10,
    qtd_executado: index % 2,
    valor_executado: (index % 2) / 100,
  })),
  heartbeat: { status: "COMPLETED", last_run: null, details: "" },
});

const crowded = (page: Page) =>
  page.route("**/api/admin/propostas?**", (route) => route.fulfill({ json: crowd() }));

const firstRow = (page: Page) => page.locator("[data-table=ranking-profissional] tbody tr").first();

describe("proposals", () => {
  it("are ordered and paged by the keys alone, thousands at once", async () => {
    const { page, context, trouble } = await visitor(browser);
    await signIn(page);
    await crowded(page);
    await page.goto("/propostas");
    await firstRow(page).getByText("Profissional 0001").waitFor();

    const table = page.getByRole("table", { name: "Ranking Profissional" });
    await table.getByRole("button", { name: "Total Estimado" }).focus();
    const longest = await longestTask(page, async () => {
      await page.keyboard.press("Enter");
      await firstRow(page).getByText("Profissional 5000").waitFor();
      await page.getByRole("button", { name: "Próxima" }).focus();
      await page.keyboard.press("Enter");
      await firstRow(page).getByText("Profissional 4950").waitFor();
      await page.keyboard.press("Enter");
      await firstRow(page).getByText("Profissional 4900").waitFor();
      await page.getByRole("searchbox", { name: "Filtrar profissional" }).focus();
      await page.keyboard.type("0777");
      await firstRow(page).getByText("Profissional 0777").waitFor();
    });
    expect(longest).toBeLessThan(NOTICED_MS);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it("keep what is filtered in the address, and give it back", async () => {
    const { page, context, trouble } = await visitor(browser);
    await signIn(page);
    await crowded(page);
    await page.goto("/propostas");
    await page.getByRole("button", { name: "Em aberto" }).click();
    await page.waitForURL((url) => url.searchParams.get("status") === "stage:open");
    await page.locator("[data-kpi=valor-total][data-value='498000']").waitFor();
    await page
      .getByRole("region", { name: "Performance por Unidade" })
      .getByRole("button", { name: "Ouro Verde" })
      .click();
    await page.waitForURL((url) => url.searchParams.get("unit") === "Ouro Verde");
    await page.reload();
    await page.locator("[data-kpi=funil-open] > * [aria-pressed=true]").waitFor();
    await page.goBack();
    await page.waitForURL((url) => !url.searchParams.has("unit"));
    await page.getByRole("button", { name: "Limpar Filtros", exact: true }).click();
    await page.locator("[data-kpi=valor-total][data-value='900000']").waitFor();
    expect(trouble).toEqual([]);
    await context.close();
  });

  it.each([
    ["desk", WIDE],
    ["phone", PHONE],
  ])("are readable for everybody on a %s", async (_, viewport) => {
    const { page, context } = await visitor(browser, { viewport });
    await signIn(page);
    await crowded(page);
    await page.goto("/propostas?status=stage:open");
    await page.locator("[data-page=propostas][aria-busy=false]").waitFor();
    await expectAccessible(page);
    const wider = (selector: string) =>
      page.evaluate((found) => {
        const frame = document.querySelector(found) as HTMLElement;
        return frame.scrollWidth - frame.clientWidth;
      }, selector);
    expect(await wider("html")).toBeLessThanOrEqual(0);
    expect(await wider("section:has(> [data-table=ranking-profissional])")).toBeLessThanOrEqual(0);
    await context.close();
  });
});
