/** Billing, from the fake upstream's report to what a manager saves. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible, launch, PHONE, signIn, visitor, WIDE } from "../browser";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Collecting a month of the report takes this long at most. */
const COLLECTED = 180_000;

describe("billing", () => {
  it("is collected when asked for, read by group, compared and saved", async () => {
    const { page, context, trouble } = await visitor(browser);
    await signIn(page);
    await page.goto("/financeiro");
    // The demonstration collects by itself on its first start; a run that is over is asked for again.
    const total = page.locator("[data-kpi='Faturamento do período']");
    await total.filter({ hasNotText: "R$ 0,00" }).waitFor({ timeout: COLLECTED });

    const groups = page.getByRole("region", { name: /^Grupos de Procedimento/ });
    const first = groups.getByRole("button").nth(1);
    const name = (await first.textContent()) ?? "";
    await first.click();
    await page.waitForURL((url) => url.searchParams.get("group") === name);
    await page.getByRole("button", { name: "Limpar Filtros", exact: true }).click();
    await page.waitForURL((url) => !url.searchParams.has("group"));

    await page.getByRole("switch", { name: "Ativar comparação" }).click();
    await page.getByRole("heading", { name: "Detalhe Diário (Comparativo)" }).waitFor();
    await page.reload();
    await page.getByRole("switch", { name: "Comparação ativada" }).waitFor();

    for (const [button, ending] of [
      ["Exportar XLSX", ".xlsx"],
      ["Baixar CSV: Detalhe Mensal", ".csv"],
    ] as const) {
      const saved = page.waitForEvent("download");
      await page.getByRole("button", { name: button }).click();
      expect((await saved).suggestedFilename()).toMatch(new RegExp(`^financeiro.*\\${ending}$`));
    }
    expect(trouble).toEqual([]);
    await context.close();
  });

  it("goes to the board as a report of all years", async () => {
    const { page, context, trouble } = await visitor(browser);
    await signIn(page);
    await page.goto("/financeiro");
    await page.getByRole("button", { name: "Relatório Geral" }).click();
    const dialog = page.getByRole("dialog", { name: "Relatório Geral de Faturamento" });
    await dialog.getByRole("region", { name: "Ouro Verde", exact: true }).waitFor();
    await expectAccessible(page);
    for (const format of ["PDF", "XLSX"]) {
      const saved = page.waitForEvent("download");
      await dialog.getByRole("button", { name: `Exportar ${format}` }).click();
      expect((await saved).suggestedFilename()).toMatch(
        new RegExp(`^faturamento-geral-\\d{4}-\\d{2}-all\\.${format.toLowerCase()}$`),
      );
    }
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(trouble).toEqual([]);
    await context.close();
  });

  it.each([
    ["desk", WIDE],
    ["phone", PHONE],
  ])("is readable for everybody on a %s, and so is the overview", async (_, viewport) => {
    const { page, context } = await visitor(browser, { viewport });
    await signIn(page);
    for (const [path, key] of [
      ["/financeiro?compare=previous", "financeiro"],
      ["/dashboard", "dashboard"],
    ]) {
      await page.goto(path as string);
      await page.locator(`[data-page=${key}][aria-busy=false]`).waitFor();
      await expectAccessible(page);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
    }
    await context.close();
  });
});
