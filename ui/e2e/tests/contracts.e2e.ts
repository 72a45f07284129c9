/** The benefit card, from the fake upstream's contracts to what a manager reads and saves. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible, launch, NARROW, PHONE, signIn, visitor, WIDE } from "../browser";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Copying fifteen thousand contracts takes this long at most. */
const COPIED = 60_000;
/** Two days of what the card's unit was paid. */
const BILLED = [
  { date: "2026-02-17", faturamento: 100 },
  { date: "2026-02-19", faturamento: 59.9 },
];

describe("the benefit card", () => {
  it("is copied when asked for and read without reloading the page", async () => {
    const { page, context, trouble } = await visitor(browser);
    await signIn(page);
    await page.goto("/contratos");
    await page.locator("[data-kpi=contratos-ativos]").waitFor();
    await page.evaluate(() => Object.assign(window, { same: true }));
    await page.keyboard.press("Alt+r");
    await page.locator("[data-kpi=contratos-ativos]:not([data-value='0'])").waitFor({ timeout: COPIED });
    await page.locator("[data-sync-state=ok]").waitFor();
    await page.getByText("Dados atualizados").waitFor();
    expect(await page.evaluate(() => "same" in window)).toBe(true);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it("lists and saves the days behind its chart", async () => {
    const { page, context, trouble } = await visitor(browser);
    await signIn(page);
    await page.route("**/api/admin/contratos?**", async (route) => {
      const response = await route.fetch();
      const card = await response.json();
      await route.fulfill({ response, json: { ...card, period: { ...card.period, dailyChart: BILLED } } });
    });
    await page.goto("/contratos?from=2026-02-17&to=2026-02-20");
    await page.getByRole("img", { name: /^Evolução do Faturamento Realizado/ }).waitFor();
    await page.getByRole("button", { name: "Ver tabela" }).click();
    await page.reload();
    await page.locator("[data-row-id='2026-02-18']").getByText("R$ 0,00").waitFor();
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Baixar CSV: Faturamento Realizado" }).click();
    expect((await saved).suggestedFilename()).toBe("resolve-saude-faturamento-2026-02-17_2026-02-20.csv");
    expect(trouble).toEqual([]);
    await context.close();
  });

  it.each([
    ["desk", WIDE],
    ["phone", PHONE],
    ["small phone", NARROW],
  ])("is readable for everybody on a %s", async (_, viewport) => {
    const { page, context } = await visitor(browser, { viewport });
    await signIn(page);
    await page.goto("/contratos");
    await page.locator("[data-page=contratos][aria-busy=false]").waitFor();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await context.close();
  });
});
