/** Writes a picture of every page and state into HUB_SCREENSHOTS, for people to look at. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { DESK, launch, NARROW, PHONE, signIn, visitor, WIDE } from "../browser";
import { docx } from "../docx";

const folder = process.env.HUB_SCREENSHOTS ?? "test-results/screenshots";
mkdirSync(folder, { recursive: true });

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const shoot = async (page: Page, name: string, width: number) => {
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(folder, `${name}-${width}.png`) });
};

/** Changes an answer of the server on its way to the page. */
const rewrite = (page: Page, path: string, change: (body: Record<string, unknown>) => unknown) =>
  page.route(`**${path}`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: change(await response.json()) });
  });

describe.each([WIDE, DESK, PHONE, NARROW])("at $width px", (viewport) => {
  const { width } = viewport;

  it("the sign-in page", async () => {
    const { page, context } = await visitor(browser, { viewport });
    await page.goto("/login");
    await page.getByRole("button", { name: "Entrar" }).waitFor();
    await shoot(page, "login", width);
    await page.getByLabel("E-mail").fill("ninguem@example.com");
    await page.getByLabel("Senha", { exact: true }).fill("errada-errada");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    await shoot(page, "login-refused", width);
    await page.route("**/api/auth/bootstrap", (route) =>
      route.fulfill({ json: { needed: true, database: "SQLite hub.db" } }),
    );
    await page.reload();
    await page.getByRole("heading", { name: "Primeiro acesso" }).waitFor();
    await shoot(page, "login-first-run", width);
    await context.close();
  });

  it("the monitor and its states", async () => {
    const { page, context } = await visitor(browser, { viewport });
    await signIn(page);
    await page.locator("[data-unit] [data-row-id]").first().waitFor();
    await shoot(page, "monitor", width);
    await page.locator("[data-table=whatsapp-groups]").scrollIntoViewIfNeeded();
    await shoot(page, "monitor-below", width);
    await page.keyboard.press("1");
    await shoot(page, "monitor-one-unit", width);
    await page.keyboard.press("0");
    await page.keyboard.press("?");
    await shoot(page, "shortcuts", width);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Intervalo/ }).click();
    await shoot(page, "monitor-alert-interval", width);
    await page.keyboard.press("Escape");
    if (width < 768) await page.getByRole("button", { name: "Abrir menu" }).click();
    else await page.getByRole("button", { name: "Recolher menu" }).click();
    await shoot(page, "menu", width);
    if (width < 768) await page.keyboard.press("Escape");
    await page.getByRole("combobox", { name: "Grupo da fila digital" }).click();
    await shoot(page, "monitor-groups", width);
    await context.close();
  });

  it("appointments, productivity and its teams", async () => {
    const { page, context } = await visitor(browser, { viewport });
    await signIn(page);
    await page.goto("/agendamentos");
    await page.getByRole("button", { name: "Atualizar", exact: true }).click();
    await page.locator("[data-kpi=total]").filter({ hasText: /[1-9]/ }).waitFor({ timeout: 60_000 });
    await shoot(page, "appointments", width);
    await page.goto("/agendamentos?by=month&from=2026-01-01&status=6");
    await page.locator("[data-kpi=total]").waitFor();
    await page.locator("[data-table=evolucao]").scrollIntoViewIfNeeded();
    await shoot(page, "appointments-below", width);
    await page.goto("/produtividade");
    await page.locator("[data-table=ranking]").waitFor();
    await shoot(page, "productivity", width);
    await page.locator("header").getByRole("button", { name: "Equipes", exact: true }).click();
    await page.locator("[data-table=equipes]").waitFor();
    await shoot(page, "teams", width);
    await context.close();
  });

  it("the register and the contract templates", async () => {
    const { page, context } = await visitor(browser, { viewport });
    await signIn(page);
    await page.goto("/profissionais");
    await page.locator("[data-page=profissionais] [data-state=ready]").waitFor();
    await shoot(page, "professionals", width);
    await page.getByLabel("Cadastro", { exact: true }).selectOption("Completos");
    await page.getByLabel("Feegow", { exact: true }).selectOption("Sem permissão");
    await page.getByRole("form", { name: "Filtros" }).scrollIntoViewIfNeeded();
    await shoot(page, "professionals-filters", width);
    await page.goto("/settings");
    await page.getByLabel("Nome do modelo").fill(`Contrato Odontologia PJ ${width}`);
    await page.locator("#template-file").setInputFiles({
      name: "contrato.docx",
      mimeType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      buffer: docx("Contrato de {{nome}}, CPF {{cpf}}", "Assinado em {{cidade}}."),
    });
    await page.getByRole("button", { name: "Enviar modelo" }).click();
    await page.getByRole("button", { name: `Mapear Contrato Odontologia PJ ${width}` }).click();
    await shoot(page, "templates", width);
    await page.getByRole("button", { name: "Salvar mapeamento" }).scrollIntoViewIfNeeded();
    await shoot(page, "templates-mapping", width);
    await context.close();
  });

  it("the monitor in trouble", async () => {
    const { page, context } = await visitor(browser, { viewport });
    await signIn(page);
    await page.locator("[data-unit] [data-row-id]").first().waitFor();
    await rewrite(page, "/api/queue/medic", (body) => {
      const then = new Date(Date.parse(String(body.timestamp)) - 7 * 60_000);
      return { ...body, dataUpdatedAt: then.toISOString() };
    });
    await rewrite(page, "/api/admin/status", (rows) =>
      (rows as unknown as Record<string, unknown>[]).map((row) =>
        row.service_name === "monitor_medico"
          ? { ...row, status: "ERROR", details: "A lista de espera respondeu 404 em duas unidades." }
          : row,
      ),
    );
    await page.reload();
    await page.getByRole("heading", { name: "DADOS DESATUALIZADOS" }).waitFor();
    await shoot(page, "monitor-stale", width);
    await page.locator("[data-service=monitor_medico]").click();
    await shoot(page, "monitor-stale-reason", width);
    await page.unrouteAll();
    await page.route("**/api/queue/medic", (route) =>
      route.fulfill({ status: 500, json: { error: "Erro interno", code: "INTERNAL" } }),
    );
    await page.reload();
    await page.locator("[data-state=error]").waitFor();
    await shoot(page, "monitor-error", width);
    await page.unrouteAll();
    await rewrite(page, "/api/queue/medic", (body) => ({
      ...body,
      data: (body.data as Record<string, unknown>[]).map((unit) => ({ ...unit, patients: [] })),
    }));
    await page.reload();
    await page.locator("[data-state=empty]").first().waitFor();
    await shoot(page, "monitor-empty", width);
    await page.unrouteAll();
    await page.route("**/api/queue/*", () => undefined);
    await page.reload();
    await page.locator("[data-state=loading]").first().waitFor();
    await shoot(page, "monitor-loading", width);
    await context.close();
  });

  it("the wall panel", async () => {
    const tv = width === WIDE.width ? { width: 1920, height: 1080 } : viewport;
    const { page, context } = await visitor(browser, { viewport: tv });
    await signIn(page);
    for (const mode of ["painel", "recepcao"]) {
      await page.goto(`/monitor?modo=${mode}`);
      await page.locator("[data-unit] [data-row-id]").first().waitFor();
      await page.waitForTimeout(3_500);
      await shoot(page, `panel-${mode}`, width);
    }
    await rewrite(page, "/api/admin/status", (rows) =>
      (rows as unknown as Record<string, unknown>[]).map((row) => ({
        ...row,
        status: "ERROR",
        details: "404",
      })),
    );
    await page.reload();
    await page.locator("[data-outdated]").first().waitFor();
    await page.waitForTimeout(3_500);
    await shoot(page, "panel-failed", width);
    await page.unrouteAll();
    await page.reload();
    await page.locator("[data-unit] [data-row-id]").first().waitFor();
    await page.getByRole("button", { name: "Tema claro" }).dispatchEvent("click");
    await shoot(page, "panel-light", width);
    await context.close();
  });
});

/** As full as a clinic gets: long names, long queues, every badge. */
const crowd = (body: Record<string, unknown>) => ({
  ...body,
  data: (body.data as { patients: Record<string, unknown>[] }[]).map((unit, place) => ({
    ...unit,
    totalAttended: 41 + 7 * place,
    averageWaitDay: 19 + 9 * place,
    patients: [...unit.patients, ...unit.patients, ...unit.patients].map((patient, row) => ({
      ...patient,
      id: `${place}-${row}`,
    })),
  })),
});

it.each([
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1024, height: 768 },
  { width: 1280, height: 832 },
  { width: 1920, height: 1080 },
])("other widths: $width px", async (viewport) => {
  const { width } = viewport;
  const { page, context } = await visitor(browser, { viewport });
  await signIn(page);
  await rewrite(page, "/api/queue/medic", crowd);
  await page.reload();
  await page.locator("[data-unit] [data-row-id]").first().waitFor();
  await shoot(page, "monitor-busy", width);
  await page.unrouteAll();
  const nothing = (body: Record<string, unknown>) => ({ ...body, dataUpdatedAt: null });
  await rewrite(page, "/api/queue/medic", (body) => ({
    ...nothing(body),
    data: (body.data as Record<string, unknown>[]).map((unit) => ({ ...unit, patients: [] })),
  }));
  await rewrite(page, "/api/queue/reception", nothing);
  await rewrite(page, "/api/queue/whatsapp", nothing);
  await page.route("**/api/admin/status", (route) => route.fulfill({ json: [] }));
  await page.reload();
  await page.getByText("Aguardando a primeira sincronização").first().waitFor();
  await shoot(page, "monitor-never", width);
  await page.unrouteAll();
  await page.reload();
  await page.locator("[data-unit] [data-row-id]").first().waitFor();
  await context.setOffline(true);
  await page.getByRole("button", { name: "Atualizar", exact: true }).click();
  await page.locator("[data-sync-state=warning]").first().waitFor();
  await shoot(page, "monitor-offline", width);
  await context.close();
});

it("the sign-in page while it waits", async () => {
  const { page, context } = await visitor(browser, { viewport: PHONE });
  await page.route("**/api/auth/login", (route) =>
    route.fulfill({
      status: 429,
      headers: { "Retry-After": "900" },
      json: { error: "Muitas tentativas", code: "TOO_MANY_ATTEMPTS" },
    }),
  );
  await page.goto("/login");
  await page.getByLabel("E-mail").fill("ninguem@example.com");
  await page.getByLabel("Senha", { exact: true }).fill("errada-errada");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  await shoot(page, "login-throttled", PHONE.width);
  await context.close();
});

it.each([WIDE, DESK, PHONE, NARROW])("no access and no page at $width px", async (viewport) => {
  const { page, context } = await visitor(browser, { viewport });
  await signIn(page);
  await page.goto("/nao-existe");
  await page.getByRole("heading", { name: "Página não encontrada" }).waitFor();
  await shoot(page, "not-found", viewport.width);
  await rewrite(page, "/api/auth/session", (body) => ({
    user: { ...(body.user as object), permissions: {} },
  }));
  await page.goto("/");
  await page.locator("[data-page=sem-acesso]").waitFor();
  await shoot(page, "no-access", viewport.width);
  await context.close();
});
