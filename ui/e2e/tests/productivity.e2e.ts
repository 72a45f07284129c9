/** Who made how many appointments, and the teams: the keys alone, refusals, every size of screen. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible, launch, longestTask, NARROW, PHONE, signIn, visitor, WIDE } from "../browser";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const PEOPLE = 300;
/** Nobody notices a shorter pause. */
const NOTICED_MS = 200;

const TEAMS = [
  { id: "t1", name: "CRC" },
  { id: "t2", name: "Recepção" },
  { id: "t3", name: "Telemarketing" },
];
const nameOf = (index: number) => `Pessoa de Nome Comprido ${String(index + 1).padStart(3, "0")}`;
const teamsOf = (index: number) => TEAMS.slice(0, index % 4);

const ranking = (team: string | null) => ({
  userStats: Array.from({ length: PEOPLE }, (_, index) => ({
    user: nameOf(index),
    team_name: null,
    teams: teamsOf(index).map(({ name }) => name),
    total: 2 * (PEOPLE - index),
    confirmados: PEOPLE - index + (index % 3 ? 0 : Math.floor((PEOPLE - index) / 2)),
  })),
  globalStats: { total: 90_300, confirmados: 60_200, nao_compareceu: 4_100 },
  teamStats: { total: 67_000, confirmados: 48_000, active_members: 225, name: team ?? "CRC" },
  heartbeat: { status: "COMPLETED", last_run: null, details: "" },
});

const members = {
  users: Array.from({ length: PEOPLE }, (_, index) => ({ user_name: nameOf(index), teams: teamsOf(index) })),
  teams: TEAMS,
};

async function crowded(page: Page) {
  await page.route("**/api/admin/produtividade?**", (route) =>
    route.fulfill({ json: ranking(new URL(route.request().url()).searchParams.get("team")) }),
  );
  await page.route("**/api/admin/user-teams", (route) =>
    route.request().method() === "GET" ? route.fulfill({ json: members }) : route.fallback(),
  );
}

const firstRow = (page: Page) => page.locator("[data-table=ranking] tbody tr").first();
const openTeams = (page: Page) =>
  page.locator("header").getByRole("button", { name: "Equipes", exact: true }).click();

describe("productivity", () => {
  it("is ordered, paged and searched by the keys alone, hundreds at once", async () => {
    const { page, context, trouble } = await visitor(browser);
    await signIn(page);
    await crowded(page);
    await page.goto("/produtividade");
    await firstRow(page).getByText(nameOf(0)).waitFor();
    const table = page.getByRole("table", { name: "Ranking Individual" });
    await table.getByRole("button", { name: "Agendados" }).focus();
    const longest = await longestTask(page, async () => {
      await page.keyboard.press("Enter");
      await firstRow(page).getByText("#1", { exact: true }).first().waitFor();
      await page.keyboard.press("Enter");
      await firstRow(page)
        .getByText(nameOf(PEOPLE - 1))
        .waitFor();
      await page.getByRole("button", { name: "Próxima" }).focus();
      await page.keyboard.press("Enter");
      await firstRow(page)
        .getByText(nameOf(PEOPLE - 26))
        .waitFor();
      await page.getByRole("searchbox", { name: "Buscar usuário" }).focus();
      await page.keyboard.type("comprido 077");
      await firstRow(page).getByText(nameOf(76)).waitFor();
    });
    expect(longest).toBeLessThan(NOTICED_MS);
    // The place does not depend on the search.
    await firstRow(page).getByText("#77", { exact: true }).first().waitFor();
    await page.reload();
    await firstRow(page).getByText(nameOf(76)).waitFor();
    expect(new URL(page.url()).searchParams.get("sort")).toBe("total:asc");
    expect(trouble).toEqual([]);
    await context.close();
  });

  it("shows a change of members at once and takes a refused one back", async () => {
    const { page, context, trouble } = await visitor(browser);
    await signIn(page);
    await crowded(page);
    await page.route("**/api/admin/user-teams", (route) =>
      route.request().method() === "POST"
        ? route.fulfill({ status: 404, json: { error: "Equipe não encontrada", code: "NOT_FOUND" } })
        : route.fallback(),
    );
    await page.goto("/produtividade");
    await openTeams(page);
    const dialog = page.getByRole("dialog", { name: "Gerenciar Equipes" });
    await dialog.getByRole("searchbox", { name: "Filtrar nome" }).fill("comprido 005");
    const box = dialog.getByRole("checkbox", { name: `${nameOf(4)} em CRC` });
    await box.click();
    await page.getByRole("alert").filter({ hasText: "Equipe não encontrada" }).waitFor();
    expect(await box.isChecked()).toBe(false);
    // Closing the message does not close the dialog.
    await page.getByRole("button", { name: "Fechar mensagem" }).click();
    expect(await dialog.isVisible()).toBe(true);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it("makes a team and deletes it after asking", async () => {
    const { page, context, trouble } = await visitor(browser);
    const name = `Telefone ${Date.now()}`;
    await signIn(page);
    await page.goto("/produtividade");
    await openTeams(page);
    const dialog = page.getByRole("dialog", { name: "Gerenciar Equipes" });
    await dialog.getByLabel("Nova equipe").fill(name);
    await page.keyboard.press("Enter");
    const remove = dialog.getByRole("button", { name: `Excluir equipe ${name}` });
    await remove.waitFor();
    await dialog.getByLabel("Nova equipe").fill(name);
    await page.keyboard.press("Enter");
    await dialog.getByText("Esta equipe já existe").waitFor();

    await remove.press("Enter");
    const question = page.getByRole("alertdialog", { name: `Excluir a equipe ${name}?` });
    await question.waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await question.waitFor({ state: "detached" });
    await remove.press("Enter");
    await question.getByRole("button", { name: "Excluir equipe" }).click();
    await question.waitFor({ state: "detached" });
    await remove.waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
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
    await crowded(page);
    await page.goto("/produtividade");
    await firstRow(page).waitFor();
    await expectAccessible(page);
    const beyond = (slug: string) =>
      page.evaluate((wanted) => {
        const frame = document.querySelector(`[data-table=${wanted}]`)?.parentElement;
        return [
          document.documentElement.scrollWidth - innerWidth,
          frame && frame.scrollWidth - frame.clientWidth,
        ];
      }, slug);
    expect(await beyond("ranking")).toEqual([0, 0]);
    await openTeams(page);
    await page.locator("[data-table=equipes]").waitFor();
    await expectAccessible(page);
    expect(await beyond("equipes")).toEqual([0, 0]);
    await context.close();
  });
});
