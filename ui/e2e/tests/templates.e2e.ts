/** Contract templates: from the Word file to its mapping, in use, put aside and gone; every size of screen. */
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible, launch, NARROW, PHONE, signIn, visitor, WIDE } from "../browser";
import { docx } from "../docx";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const CONTRACT = docx("Contrato de {{nome_profissional}}", "Assinado em {{cidade_da_assinatura}}.");

async function openPage(page: Page) {
  await signIn(page);
  await page.goto("/settings");
  await page.getByRole("button", { name: "Enviar modelo" }).waitFor();
}

/** Fills the form and sends it. */
async function send(page: Page, name: string, buffer = CONTRACT) {
  await page.getByLabel("Nome do modelo").fill(name);
  await page.getByLabel("Tipo de contrato").selectOption("ODONTOLOGIA");
  await page.locator("#template-file").setInputFiles({ name: "contrato.docx", mimeType: DOCX, buffer });
  await page.getByRole("button", { name: "Enviar modelo" }).click();
}

const rowOf = (page: Page, name: string) =>
  page.locator("[data-table=modelos] [data-row-id]").filter({ hasText: name });

/** A template is called by its name and its version among those of its type, whatever that is by now. */
const titled = (text: string) => new RegExp(`^${text} v\\d+`);

const titleOf = (page: Page, name: string) => ({
  button: (verb: string) => page.getByRole("button", { name: titled(`${verb} ${name}`) }),
  mapping: page.getByRole("region", { name: titled(`Mapeamento de ${name}`) }),
});

/** Chooses the first source of a placeholder that is one of the professional's. */
async function map(page: Page, name: string, placeholder: string) {
  const source = titleOf(page, name).mapping.getByLabel(`Fonte de {{${placeholder}}}`);
  await source.selectOption({ index: 1 });
}

describe("templates", () => {
  it("takes a template from its file over its mapping into use, puts it aside and deletes it", async () => {
    const { page, context, trouble } = await visitor(browser);
    const name = `Contrato Completo ${Date.now()}`;
    await openPage(page);
    await send(page, name);
    await page.getByText(/ enviado\. Revise os placeholders e ative o modelo\.$/).waitFor();
    const row = rowOf(page, name);
    const template = titleOf(page, name);
    await row.getByText("Rascunho").waitFor();

    await template.button("Mapear").click();
    await template.mapping.getByText("Arquivo: contrato.docx").waitFor();
    for (const placeholder of ["nome_profissional", "cidade_da_assinatura"]) {
      await template.mapping.getByText(`{{${placeholder}}}`, { exact: true }).waitFor();
      await map(page, name, placeholder);
    }
    await template.button("Ativar").click();
    await page.getByText("Salve o mapeamento antes de ativar o modelo.").waitFor();
    await template.mapping.getByRole("button", { name: "Salvar mapeamento" }).click();
    await page.getByText(titled(`Mapeamento salvo: ${name}`)).waitFor();
    await row.getByText("2/2", { exact: true }).waitFor();

    await template.button("Ativar").click();
    await row.getByText("Ativo", { exact: true }).waitFor();
    expect(await template.button("Excluir").count()).toBe(0);
    const [download] = await Promise.all([page.waitForEvent("download"), template.button("Baixar").click()]);
    expect(download.suggestedFilename()).toBe("contrato.docx");
    expect((await readFile(await download.path())).equals(CONTRACT)).toBe(true);

    await template.button("Arquivar").click();
    const aside = page.getByRole("alertdialog", { name: titled(`Arquivar ${name}`) });
    await aside.getByRole("button", { name: "Arquivar", exact: true }).click();
    await row.waitFor({ state: "hidden" });
    await page.getByRole("checkbox", { name: /^Mostrar arquivados/ }).check();
    await row.getByText("Arquivado", { exact: true }).waitFor();

    await template.button("Excluir").click();
    const question = page.getByRole("alertdialog", { name: titled(`Excluir ${name}`) });
    await question.getByRole("button", { name: "Cancelar" }).click();
    await row.waitFor();
    await template.button("Excluir").click();
    await question.getByRole("button", { name: "Excluir modelo" }).click();
    await row.waitFor({ state: "hidden" });
    await page.reload();
    await page.locator("[data-state=ready], [data-state=empty]").first().waitFor();
    expect(await row.count()).toBe(0);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it("is not activated while something that it needs has no source", async () => {
    const { page, context, trouble } = await visitor(browser);
    const name = `Contrato Pendente ${Date.now()}`;
    await openPage(page);
    await send(page, name, docx("{{um_campo_que_ninguem_conhece}}"));
    await rowOf(page, name).getByText("0/1", { exact: true }).waitFor();
    await titleOf(page, name).button("Ativar").click();
    await page.getByText(titled(name)).filter({ hasText: ": " }).waitFor();
    await rowOf(page, name).getByText("Rascunho").waitFor();
    expect(trouble).toEqual([]);
    await context.close();
  });

  it("refuses at its field a file that only has the name of a Word file", async () => {
    const { page, context, trouble } = await visitor(browser);
    const name = `Contrato Recusado ${Date.now()}`;
    await openPage(page);
    await send(page, name, Buffer.from("isto não é um arquivo do Word"));
    await page.locator("#template-file[aria-invalid=true]").waitFor();
    await page
      .locator("#template-file-error")
      .getByText(/^O arquivo não é um \.docx/)
      .waitFor();
    expect(await rowOf(page, name).count()).toBe(0);
    expect(await page.getByLabel("Nome do modelo").inputValue()).toBe(name);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it.each([WIDE, PHONE, NARROW])(
    "is accessible and never wider than the screen at $width px",
    async (viewport) => {
      const { page, context, trouble } = await visitor(browser, { viewport });
      const name = `Contrato com um nome que não cabe em uma linha de telefone ${viewport.width} ${Date.now()}`;
      await openPage(page);
      await send(page, name);
      await titleOf(page, name).button("Mapear").click();
      await titleOf(page, name).mapping.waitFor();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        viewport.width,
      );
      await titleOf(page, name).button("Arquivar").click();
      await page.getByRole("alertdialog").waitFor();
      await expectAccessible(page);
      expect(trouble).toEqual([]);
      await context.close();
    },
  );
});
