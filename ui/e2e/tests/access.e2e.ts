import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible, launch, NARROW, server, signIn, visitor, WIDE } from "../browser";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe("signing in", () => {
  it("asks a stranger to sign in, refuses a wrong password, and goes on to the wanted page", async () => {
    const { page, context, trouble } = await visitor(browser);
    await page.goto("/monitor?unidade=ouro-verde");
    await page.getByRole("heading", { name: "Acesso ao Painel" }).waitFor();
    expect(new URL(page.url()).searchParams.get("next")).toBe("/monitor?unidade=ouro-verde");

    await page.getByLabel("E-mail").fill(server.email);
    await page.getByLabel("Senha", { exact: true }).fill("errada-errada");
    await page.keyboard.press("Enter");
    await page.getByText("E-mail ou senha incorretos.").waitFor();
    expect(await page.getByRole("button", { name: "Entrar" }).isEnabled()).toBe(true);

    await page.getByLabel("Senha", { exact: true }).fill(server.password);
    await page.keyboard.press("Enter");
    await page.locator("[data-page=monitor]").waitFor();
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/monitor?unidade=ouro-verde");
    expect(trouble).toEqual([]);
    await context.close();
  });

  it("sends whoever is signed in from / and /login to the first page", async () => {
    const { page, context } = await visitor(browser);
    await signIn(page);
    for (const path of ["/", "/login"]) {
      await page.goto(path);
      await page.locator("[data-page=dashboard]").waitFor();
      expect(new URL(page.url()).pathname).toBe("/dashboard");
    }
    await page.goto("/nao-existe");
    await page.getByRole("heading", { name: "Página não encontrada" }).waitFor();
    await context.close();
  });

  it("works by keyboard alone, up to signing out of the collapsed menu", async () => {
    const { page, context } = await visitor(browser);
    await page.goto("/login");
    await page.getByLabel("E-mail").waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute("name") === "email");
    await page.keyboard.type(server.email);
    await page.keyboard.press("Tab");
    await page.keyboard.type(server.password);
    await page.keyboard.press("Enter");
    await page.locator("[data-page=dashboard]").waitFor();

    await page.keyboard.press("Control+k");
    await page.keyboard.type("saude que nao existe");
    await page.getByText("Nenhuma página encontrada.").waitFor();
    await page.keyboard.press("Escape");
    expect(await page.getByRole("textbox", { name: "Buscar páginas" }).inputValue()).toBe("");

    await page.getByRole("button", { name: "Recolher menu" }).press("Enter");
    const way = page.getByRole("button", { name: "Sair do sistema" });
    await way.press("Enter");
    await page.getByRole("heading", { name: "Acesso ao Painel" }).waitFor();
    await page.goto("/monitor");
    await page.getByRole("heading", { name: "Acesso ao Painel" }).waitFor();
    await context.close();
  });

  it("keeps the page while a lost session is renewed", async () => {
    const { page, context } = await visitor(browser);
    await signIn(page, "/monitor?unidade=centro-cambui");
    await context.clearCookies();
    await page.keyboard.press("Alt+r");
    const dialog = page.getByRole("dialog", { name: "Sua sessão terminou" });
    await dialog.waitFor();
    await dialog.getByLabel("Senha", { exact: true }).fill(server.password);
    await dialog.getByRole("button", { name: "Entrar" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(new URL(page.url()).search).toBe("?unidade=centro-cambui");
    await context.close();
  });
});

describe("the first visit", () => {
  it("transfers no more than 250 kB and shows the form quickly", async () => {
    const { page, context } = await visitor(browser);
    let bytes = 0;
    const requests: Promise<void>[] = [];
    page.on("requestfinished", (request) => {
      requests.push(
        request.sizes().then((sizes) => {
          bytes += sizes.responseBodySize + sizes.responseHeadersSize;
        }),
      );
    });
    await page.goto("/login", { waitUntil: "networkidle" });
    await Promise.all(requests);
    expect(bytes).toBeGreaterThan(20_000);
    expect(bytes).toBeLessThanOrEqual(250_000);
    console.log(`first visit of /login: ${Math.round(bytes / 1000)} kB`);
    await context.close();
  });

  it.each([WIDE, NARROW])("has no serious accessibility finding at $width px", async (viewport) => {
    const { page, context } = await visitor(browser, { viewport });
    await page.goto("/login");
    await page.getByRole("button", { name: "Entrar" }).click();
    await page.getByText("Informe o e-mail.").waitFor();
    await page.waitForTimeout(300);
    await expectAccessible(page);
    await context.close();
  });
});
