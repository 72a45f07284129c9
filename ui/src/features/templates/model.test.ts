import { expect, it } from "vitest";
import { ApiError } from "@/lib/api/client";
import { formOf } from "@/lib/multipart";
import { changesOf, EMPTY, problemsOf, progressOf, refusalOf, typeLabel, withChoices } from "./model";
import { TYPES, template } from "./samples";

const docx = (name: string, content: BlobPart = "PK") => new File([content], name);

it("says what a new template lacks", () => {
  expect(problemsOf(EMPTY)).toEqual({
    name: "Informe o nome do modelo.",
    file: "Selecione um arquivo .docx.",
  });
  const named = { ...EMPTY, name: "Modelo" };
  expect(problemsOf({ ...named, file: docx("Contrato.DOCX") })).toEqual({});
  expect(problemsOf({ ...named, file: docx("contrato.pdf") }).file).toBe("Selecione um arquivo .docx.");
  expect(problemsOf({ ...named, file: docx("a.docx", "") }).file).toBe("O arquivo está vazio.");
  const size = 10 * 1024 * 1024;
  expect(problemsOf({ ...named, file: docx("a.docx", new Uint8Array(size)) })).toEqual({});
  const wrong = problemsOf({ ...named, file: docx("a.docx", new Uint8Array(size + 1)) });
  expect(wrong.file).toBe("O arquivo passa de 10 MB.");
});

it("puts a refusal at the field it speaks of", () => {
  expect(refusalOf(new ApiError(400, "DOCX_INVALID", "Inválido."))).toEqual({ file: "Inválido." });
  expect(refusalOf(new ApiError(502, "STORAGE_FAILED", "Falhou."))).toEqual({ form: "Falhou." });
});

it("keeps what is chosen apart from what is stored", () => {
  const { mapping } = template();
  expect(changesOf(mapping, {})).toEqual([]);
  const chosen = { cidade: { source: "professional.address_text", required: true } };
  expect(changesOf(mapping, chosen)).toEqual([{ placeholder: "cidade", ...chosen.cidade }]);
  expect(progressOf(withChoices(mapping, chosen))).toEqual({ done: 2, total: 2 });
  const optional = { cidade: { source: null, required: false } };
  expect(withChoices(mapping, optional)[0]).toMatchObject({ source: null, required: false, confirmed: true });
  expect(progressOf(withChoices(mapping, optional))).toEqual({ done: 1, total: 1 });
  const taken = { "professional.name": { source: null, required: true } };
  expect(withChoices(mapping, taken)[1]).toMatchObject({ source: null, confirmed: false });
  expect(changesOf(mapping, { cidade: { source: null, required: true } })).toEqual([]);
});

it("shows an unknown type as its code", () => {
  expect(typeLabel("PJ_PADRAO", TYPES)).toBe("ODONTOLOGIA");
  expect(typeLabel("ANTIGO", TYPES)).toBe("ANTIGO");
});

it("writes a form that a server reads back byte by byte", async () => {
  const content = new Uint8Array([80, 75, 0, 13, 10, 255, 45, 45]);
  const { contentType, body } = await formOf({ name: "Contrato São João" }, docx('a"ç.docx', content));
  const form = await new Response(body, { headers: { "Content-Type": contentType } }).formData();
  expect(form.get("name")).toBe("Contrato São João");
  const file = form.get("file") as File;
  expect(file.name).toBe('a"ç.docx');
  expect(file.type).toBe("application/octet-stream");
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(content);
});
