import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  DESK,
  expectAccessible,
  failUpstream,
  healUpstream,
  launch,
  longestTask,
  NARROW,
  PHONE,
  signIn,
  visitor,
  WIDE,
} from "../browser";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await healUpstream();
  await browser.close();
});

const badge = (page: Page, service: string) => page.locator(`[data-service=${service}]`);
const state = (page: Page, service: string) => badge(page, service).getAttribute("data-sync-state");

/** The reception's answer as if its rows had last been written some minutes ago. */
async function ageReceptionRows(page: Page, minutes: number) {
  await page.route("**/api/queue/reception", async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    const then = new Date(Date.parse(body.timestamp) - minutes * 60_000);
    await route.fulfill({ response: answer, json: { ...body, dataUpdatedAt: then.toISOString() } });
  });
}

describe("the monitor", () => {
  it("shows the three clinics with patients, reception counters and the WhatsApp groups", async () => {
    const { page, context, trouble } = await visitor(browser);
    await signIn(page);
    for (const name of ["Ouro Verde", "Centro Cambuí", "Campinas Shopping"]) {
      await page.getByRole("article", { name }).waitFor();
    }
    await page.locator("[data-unit] [data-row-id]").first().waitFor();
    expect(await page.locator("[data-unit]").count()).toBe(3);
    expect(await page.locator("[data-table=whatsapp-groups] [data-row-id]").count()).toBeGreaterThanOrEqual(
      4,
    );
    for (const slug of ["ouro-verde", "centro-cambui", "campinas-shopping"]) {
      const queue = page.locator(`[data-kpi=${slug}-recepcao-fila]`);
      expect(Number(await queue.getAttribute("data-value"))).toBeGreaterThanOrEqual(0);
    }
    expect(await page.locator("[data-last-update]").textContent()).toMatch(/^\d\d:\d\d:\d\d$/);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it("is usable within a second", async () => {
    const { page, context } = await visitor(browser);
    await signIn(page);
    const started = performance.now();
    await page.goto("/monitor", { waitUntil: "commit" });
    await page.locator("[data-unit] [data-row-id]").first().waitFor();
    const took = performance.now() - started;
    console.log(`monitor usable after ${Math.round(took)} ms`);
    // Twice the goal: the machine that runs the tests builds and serves at the same time.
    expect(took).toBeLessThan(2_000);
    await context.close();
  });

  it("stays smooth with 60 patients in each clinic", async () => {
    const { page, context } = await visitor(browser);
    // Every answer is a minute later: whoever came first has left, one has come, everybody has waited longer.
    let minute = 0;
    await page.route("**/api/queue/medic", async (route) => {
      const answer = await route.fetch();
      const body = await answer.json();
      minute += 1;
      for (const unit of body.data) {
        unit.patients = Array.from({ length: 60 }, (_, place) => {
          const number = place + minute;
          return {
            id: `${unit.id}-${number}`,
            name: `Paciente Exemplo ${number}`,
            service: "",
            professional: "Dra. Modelo",
            arrival: "08:30",
            waitTime: 60 - place,
            status: "waiting",
            priority: { isElderly: number % 5 === 0, isWheelchair: number % 7 === 0, isPregnant: false },
          };
        });
      }
      await route.fulfill({ response: answer, json: body });
    });
    await signIn(page);
    await page.locator("[data-unit=ouro-verde] li:nth-child(60)").waitFor();
    await page.waitForTimeout(1_000);
    const longest = await longestTask(page, async () => {
      for (let round = 0; round < 5; round += 1) {
        const answered = page.waitForResponse("**/api/queue/medic");
        await page.getByRole("button", { name: "Atualizar", exact: true }).click();
        await answered;
        await page.waitForTimeout(600);
      }
    });
    console.log(`longest task while five answers of 180 patients arrived: ${Math.round(longest)} ms`);
    // From 50 ms on a person feels that the page does not answer.
    expect(longest).toBeGreaterThan(0);
    expect(longest).toBeLessThan(50);
    await context.close();
  });

  it("says which source fails and why, and recovers by itself", async () => {
    const { page, context } = await visitor(browser);
    await signIn(page);
    await page.locator("[data-service=monitor_recepcao][data-sync-state=ok]").waitFor();

    // Q1 is the route of the reception queue.
    await failUpstream("Q1", "http:404");
    const failing = page.locator(
      "[data-service=monitor_recepcao]:is([data-sync-state=error],[data-sync-state=warning],[data-sync-state=stale])",
    );
    await failing.waitFor({ timeout: 60_000 });
    await failing.click();
    const story = page.getByRole("dialog", { name: "Sincronização: Recepção" });
    await story.waitFor();
    expect(await story.textContent()).toMatch(/404/);
    await page.keyboard.press("Escape");
    expect(await state(page, "monitor_medico")).toBe("ok");

    await ageReceptionRows(page, 6);
    await page.getByRole("button", { name: "Atualizar", exact: true }).click();
    await page.getByRole("heading", { name: "DADOS DESATUALIZADOS" }).waitFor();
    expect(await state(page, "monitor_recepcao")).toBe("stale");
    const mark = page.locator("[data-kpi=recepcao-fila] [data-outdated]");
    expect(await mark.textContent()).toMatch(/^Desatualizado\. Dado de \d\d:\d\d$/);
    expect(await page.locator("[data-unit] [data-outdated]").count()).toBe(3);
    expect(await page.locator("[data-kpi=medico-fila] [data-outdated]").count()).toBe(0);

    await page.unroute("**/api/queue/reception");
    await healUpstream();
    await page.getByRole("heading", { name: "Painel Integrado" }).waitFor({ timeout: 60_000 });
    await mark.waitFor({ state: "detached", timeout: 60_000 });
    await page.locator("[data-service=monitor_recepcao][data-sync-state=ok]").waitFor({ timeout: 60_000 });
    await context.close();
  });

  it("keeps filters in the address, over a reload and back", async () => {
    const { page, context } = await visitor(browser);
    await signIn(page);
    await page.getByRole("button", { name: "Centro Cambuí" }).click();
    await page.waitForURL("**/monitor?unidade=centro-cambui");
    expect(await page.locator("[data-unit]").count()).toBe(1);
    await page.getByRole("combobox", { name: "Grupo da fila digital" }).selectOption("all");
    await page.waitForURL("**/monitor?unidade=centro-cambui&grupo=all");
    await page.reload();
    await page.locator("[data-unit=centro-cambui]").waitFor();
    expect(await page.locator("[data-unit]").count()).toBe(1);
    expect(await page.getByRole("combobox", { name: "Grupo da fila digital" }).inputValue()).toBe("all");
    await page.keyboard.press("0");
    await page.locator("[data-unit=ouro-verde]").waitFor();
    await context.close();
  });

  it("switches the sound with a click and a key, and keeps the choice", async () => {
    const { page, context } = await visitor(browser);
    await signIn(page);
    const sound = page.locator("[data-sound]");
    await sound.waitFor();
    await page.keyboard.press("Shift");
    await page.getByRole("button", { name: "Alerta Sonoro: Ativo" }).waitFor();
    await page.keyboard.press("s");
    await page.getByRole("button", { name: "Alerta Sonoro: Pausado" }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Alerta Sonoro: Pausado" }).click();
    await page.getByRole("button", { name: "Alerta Sonoro: Ativo" }).waitFor();

    await page.getByRole("button", { name: /^Intervalo/ }).click();
    await page.getByRole("textbox", { name: "Intervalo (segundos)" }).fill("2,5");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Intervalo: 2,5s" }).waitFor();
    await context.close();
  });

  it("fills the wall without names, and comes back with Esc", async () => {
    const { page, context } = await visitor(browser, { viewport: { width: 1920, height: 1080 } });
    await signIn(page);
    await page.locator("[data-unit] [data-row-id]").first().waitFor();
    const name = await page.locator("[data-row-id] p span[title]").first().getAttribute("title");
    await page.getByRole("button", { name: "Modo painel" }).click();
    await page.locator("[data-mode=painel] [data-row-id]").first().waitFor();
    expect(await page.locator("body").textContent()).not.toContain(name);
    await page.waitForTimeout(300);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Modo recepção" }).click();
    await page.locator("[data-mode=recepcao]").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Modo painel" }).waitFor();
    await context.close();
  });

  it("stands in three columns on a small desk with the menu open, and cuts no figure", async () => {
    const { page, context } = await visitor(browser, { viewport: DESK });
    // The longest figure a bad day brings.
    await page.route("**/api/queue/medic", async (route) => {
      const response = await route.fetch();
      const json = (await response.json()) as { data: { averageWaitDay: number }[] };
      for (const unit of json.data) unit.averageWaitDay = 187;
      await route.fulfill({ response, json });
    });
    await signIn(page);
    await page.locator("[data-unit] [data-row-id]").first().waitFor();
    await page.getByRole("button", { name: "Recolher menu" }).waitFor();
    const cards = await page
      .locator("[data-unit]")
      .evaluateAll((found) => found.map((card) => card.getBoundingClientRect().toJSON() as DOMRect));
    expect(new Set(cards.map((card) => card.left)).size).toBe(3);
    expect(new Set(cards.map((card) => card.top)).size).toBe(1);
    const cut = await page
      .locator("[data-unit] [data-kpi] :is(dd, dt)")
      .evaluateAll((found) =>
        found.filter((figure) => figure.scrollWidth > figure.clientWidth).map((figure) => figure.textContent),
      );
    expect(cut).toEqual([]);
    await context.close();
  });

  it.each([WIDE, DESK, PHONE, NARROW])(
    "has no serious accessibility finding at $width px and fits",
    async (viewport) => {
      const { page, context } = await visitor(browser, { viewport });
      await signIn(page);
      await page.locator("[data-unit] [data-row-id]").first().waitFor();
      await page.waitForTimeout(400);
      await expectAccessible(page);
      const sideways = await page.evaluate(() =>
        [...document.querySelectorAll("*")]
          .filter(
            (box) => box.scrollWidth > box.clientWidth && /auto|scroll/.test(getComputedStyle(box).overflowX),
          )
          .map((box) => box.getAttribute("aria-label") ?? box.tagName),
      );
      expect(sideways).toEqual([]);
      await context.close();
    },
  );
});
