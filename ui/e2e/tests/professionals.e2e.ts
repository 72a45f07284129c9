/** The register: a record from its first letter to its files, two people at one record, every size of screen. */
import { readFile } from "node:fs/promises";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible, launch, NARROW, PHONE, signIn, visitor, WIDE } from "../browser";
import { damagedPdf, lockedPdf, threePages } from "../papers";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** A picture of one red dot. */
const DOT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==",
  "base64",
);
const PAPER = Buffer.concat([
  Buffer.from("%PDF-1.4\n"),
  Buffer.alloc(700 * 1024, 0x20),
  Buffer.from("\n%%EOF"),
]);

/** A CPF that can exist. */
function cpf(seed: number): string {
  const digits = [...String(seed).padStart(9, "1").slice(-9)].map(Number);
  for (const count of [9, 10]) {
    const sum = digits.reduce((total, digit, index) => total + digit * (count + 1 - index), 0);
    digits.push(sum % 11 < 2 ? 0 : 11 - (sum % 11));
  }
  return digits.join("");
}

async function openPage(page: Page) {
  await signIn(page);
  await page.goto("/profissionais");
  await page.locator("[data-page=profissionais]").waitFor();
}

/** Makes a record through the form; the dialog stays open at its documents. */
async function make(page: Page, name: string) {
  await page.getByRole("button", { name: "Novo profissional" }).click();
  const dialog = page.getByRole("dialog", { name: "Novo profissional" });
  await dialog.getByLabel("Nome do profissional").fill(name);
  await dialog.getByLabel("CPF", { exact: true }).fill(cpf(Date.now()));
  await dialog.getByLabel("Número documento pessoal").fill("123456789");
  await dialog.getByLabel("Endereço", { exact: true }).fill("Rua Exemplo, 100");
  await dialog.getByLabel("Número", { exact: true }).fill(String(Date.now()));
  const specialty = dialog.getByLabel("Especialidade 1", { exact: true });
  if ((await specialty.evaluate((element) => element.tagName)) === "SELECT")
    await specialty.selectOption({ index: 1 });
  else await specialty.fill("Cardiologia");
  await dialog.getByRole("button", { name: "Salvar" }).click();
  const editor = page.getByRole("dialog", { name: "Editar profissional" });
  await editor.getByRole("tab", { name: "Documentos" }).waitFor();
  return editor;
}

/** Sends a file as the diploma of the record that is open. */
async function sendDiploma(page: Page, buffer: Buffer) {
  const row = rowOf(page, "DIPLOMA");
  const file = { name: "diploma.pdf", mimeType: "application/pdf", buffer };
  await row.locator("input[type=file]").setInputFiles(file);
  await row.getByText("Ativo", { exact: true }).waitFor();
  return row;
}

/** How many dark points the drawing of a page has; none before it is drawn. */
const inkOf = (preview: Locator, number: number) =>
  preview.getByRole("img", { name: `Página ${number} de 3` }).evaluateAll((canvases) => {
    const [canvas] = canvases as HTMLCanvasElement[];
    const points = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    return points.filter((value, index) => index % 4 === 0 && value < 100).length;
  });

const rowOf = (page: Page, code: string) => page.locator(`[data-document=${code}]`);

describe("professionals", () => {
  it("makes a record, sends its files, shows, replaces and downloads them", async () => {
    const { page, context, trouble } = await visitor(browser);
    const name = `Profissional Completo ${Date.now()}`;
    await openPage(page);
    const editor = await make(page, name);
    const photo = rowOf(page, "FOTO");
    await photo
      .locator("input[type=file]")
      .setInputFiles({ name: "foto.png", mimeType: "image/png", buffer: DOT });
    await photo.getByRole("img", { name: `Foto de ${name}` }).waitFor();
    await photo.getByRole("button", { name: "Visualizar foto.png" }).click();
    await page.getByRole("dialog", { name: "foto.png" }).getByRole("img", { name: "foto.png" }).waitFor();
    await page.keyboard.press("Escape");
    const paper = rowOf(page, "CERTIDAO_ETICA");
    const file = paper.locator("input[type=file]");
    await file.setInputFiles({ name: "certidao.pdf", mimeType: "application/pdf", buffer: PAPER });
    await paper.getByText("Este tipo de documento exige data de expiração.").waitFor();
    await paper.getByLabel("Data de expiração").fill("2030-01-31");
    await paper.getByRole("button", { name: /^Enviar arquivo/ }).click();
    await paper.getByText("31/01/2030").waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      paper.getByRole("button", { name: "Baixar certidao.pdf" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("certidao.pdf");
    expect((await readFile(await download.path())).equals(PAPER)).toBe(true);
    await paper.getByLabel("Data de expiração").fill("2031-01-31");
    await file.setInputFiles({ name: "nova.pdf", mimeType: "application/pdf", buffer: PAPER });
    await paper.getByText("Histórico (1)").waitFor();
    await paper.getByRole("button", { name: "Corrigir expiração de nova.pdf" }).click();
    await paper.getByLabel("Expiração de nova.pdf").fill("2031-02-28");
    await page.keyboard.press("Enter");
    await paper.getByText("28/02/2031").waitFor();
    const [archive] = await Promise.all([
      page.waitForEvent("download"),
      editor.getByRole("button", { name: "Baixar todos" }).click(),
    ]);
    expect(archive.suggestedFilename()).toMatch(/\.zip$/);
    // Files are stored at once: nothing is left to be saved.
    await editor.getByRole("button", { name: "Cancelar" }).click();
    await page.getByRole("searchbox").fill(name);
    const row = page.locator("[data-table=profissionais] tbody tr").filter({ hasText: name });
    await row.locator("[data-certificate=OK]").waitFor();
    await row.getByText("2/9").waitFor();
    expect(trouble).toEqual([]);
    await context.close();
  });

  it("refuses a file that is not what its name says, at its row", async () => {
    const { page, context, trouble } = await visitor(browser);
    await openPage(page);
    await make(page, `Profissional Recusado ${Date.now()}`);
    const row = rowOf(page, "DIPLOMA");
    await row
      .locator("input[type=file]")
      .setInputFiles({ name: "diploma.pdf", mimeType: "application/pdf", buffer: Buffer.from("<script>") });
    await row.locator("[role=alert]").filter({ hasText: /\S/ }).waitFor();
    expect(await row.getByText("Ativo", { exact: true }).count()).toBe(0);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it("shows a PDF page by page under the page's own content policy", async () => {
    const { page, context, trouble } = await visitor(browser, { bypassCSP: false });
    await openPage(page);
    await make(page, `Profissional Legível ${Date.now()}`);
    const row = await sendDiploma(page, threePages());
    await row.getByRole("button", { name: "Visualizar diploma.pdf" }).click();
    const preview = page.getByRole("dialog", { name: "diploma.pdf" });
    await preview.getByText("Página 1 de 3").waitFor();
    await preview.getByText("Primeira folha").waitFor();
    await expect.poll(() => inkOf(preview, 1)).toBeGreaterThan(100);
    await preview.getByRole("button", { name: "Aumentar" }).click();
    await preview.getByRole("button", { name: "Ajustar à largura" }).click();
    await page.keyboard.press("ArrowRight");
    await preview.getByText("Página 2 de 3").waitFor();
    await expect.poll(() => inkOf(preview, 2)).toBeGreaterThan(100);
    // A scan: only the black square that a fax machine would have sent.
    await preview.getByRole("button", { name: "Próxima página" }).click();
    await preview.getByText("Página 3 de 3").waitFor();
    await expect.poll(() => inkOf(preview, 3)).toBeGreaterThan(5_000);
    await page.keyboard.press("Escape");
    await preview.waitFor({ state: "hidden" });
    await page.getByRole("dialog", { name: "Editar profissional" }).waitFor();
    expect(trouble).toEqual([]);
    await context.close();
  });

  it.each([
    ["damaged", damagedPdf(), "Este arquivo está danificado ou não é um PDF válido"],
    ["locked", lockedPdf(), "Este PDF é protegido por senha"],
  ])("says of a %s PDF why it cannot be shown, and still hands it out", async (_, bytes, words) => {
    const { page, context, trouble } = await visitor(browser, { viewport: PHONE });
    await openPage(page);
    await make(page, `Profissional Ilegível ${Date.now()}`);
    const row = await sendDiploma(page, bytes);
    await row.getByRole("button", { name: "Visualizar diploma.pdf" }).click();
    const preview = page.getByRole("dialog", { name: "diploma.pdf" });
    await preview.getByRole("alert").filter({ hasText: words }).waitFor();
    await expectAccessible(page);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      preview.getByRole("button", { name: "Baixar" }).click(),
    ]);
    expect((await readFile(await download.path())).equals(bytes)).toBe(true);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it.each([WIDE, PHONE])("shows a PDF accessibly at $width px", async (viewport) => {
    const { page, context, trouble } = await visitor(browser, { viewport });
    await openPage(page);
    await make(page, `Profissional Folheado ${viewport.width} ${Date.now()}`);
    const row = await sendDiploma(page, threePages());
    await row.getByRole("button", { name: "Visualizar diploma.pdf" }).click();
    const preview = page.getByRole("dialog", { name: "diploma.pdf" });
    const first = preview.getByRole("img", { name: "Página 1 de 3" });
    await first.waitFor();
    await expectAccessible(page);
    const paper = await first.boundingBox();
    expect(paper?.width).toBeGreaterThan(viewport.width * 0.6);
    expect((paper?.x ?? 0) + (paper?.width ?? 0)).toBeLessThanOrEqual(viewport.width);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it("joins what two people typed into one record, and deletes it after asking", async () => {
    const { page, context, trouble } = await visitor(browser);
    const name = `Profissional Disputado ${Date.now()}`;
    await openPage(page);
    await (await make(page, name)).getByRole("tab", { name: "Cadastro" }).click();
    const other = await context.newPage();
    await other.goto(page.url());
    const theirs = other.getByRole("dialog", { name: "Editar profissional" });
    await theirs.getByLabel("Telefone").fill("19999990000");
    await page.getByLabel("Endereço", { exact: true }).fill("Rua Minha, 2");
    await theirs.getByRole("button", { name: "Salvar" }).click();
    await theirs.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Salvar" }).click();
    const stale = page.getByRole("alert", { name: "Alterado por outra pessoa" });
    await stale.getByRole("button", { name: "Comparar" }).click();
    await stale.getByText("Agora: (19) 99999-0000").waitFor();
    await stale.getByRole("button", { name: "Juntar e continuar editando" }).click();
    await page.getByRole("button", { name: "Salvar" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.getByRole("searchbox").fill(name);
    await page.getByRole("button", { name: `Excluir ${name}` }).click();
    const question = page.getByRole("alertdialog", { name: "Confirmar exclusão" });
    await question.getByRole("button", { name: "Inativar em vez de excluir" }).waitFor();
    await question.getByRole("button", { name: "Excluir profissional" }).click();
    await page.getByText("Nenhum profissional encontrado.").waitFor();
    expect(trouble).toEqual([]);
    await context.close();
  });

  it.each([WIDE, PHONE, NARROW])(
    "is accessible and never wider than the screen at $width px",
    async (viewport) => {
      const { page, context, trouble } = await visitor(browser, { viewport });
      await openPage(page);
      await page.getByText(/^Total: /).waitFor();
      await expectAccessible(page);
      const editor = await make(page, `Profissional Acessível ${viewport.width} ${Date.now()}`);
      await rowOf(page, "DIPLOMA").getByRole("button", { name: "Escolher arquivo: Diploma" }).waitFor();
      await expectAccessible(page);
      await editor.getByRole("tab", { name: "Cadastro" }).click();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        viewport.width,
      );
      expect(trouble).toEqual([]);
      await context.close();
    },
  );
});
