import { expect, it } from "vitest";
import { bodyOf, type Draft, draftOf, emptyDraft, fieldOfCode, namedSpecialties, problemsOf } from "./form";
import { changesOf, isChanged, merged } from "./merge";
import { CATALOGUE, professional, unmasked } from "./samples";

const draft = (fields: Partial<Draft> = {}) => ({ ...draftOf(unmasked()), ...fields });
const wrong = (fields: Partial<Draft>) => Object.entries(problemsOf(draft(fields), null));

it("starts a new record with what most of them have", () => {
  const { registrations, specialties, ...rest } = emptyDraft(CATALOGUE);
  expect(rest).toMatchObject({
    contractPartyType: "PF",
    personalDocType: "RG",
    isActive: true,
    ageMax: "120",
  });
  expect(registrations).toMatchObject([{ councilType: "CRM", councilUf: "SP", isPrimary: true }]);
  expect(specialties).toMatchObject([{ name: "", isPrimary: true }]);
});

it("says what is missing at its field", () => {
  const problems = problemsOf(emptyDraft(CATALOGUE), null);
  expect(problems).toMatchObject({
    name: "Nome do profissional é obrigatório.",
    specialties: "Especialidade é obrigatória.",
    cpf: "CPF é obrigatório para contratação PF.",
    addressText: "Endereço é obrigatório.",
  });
  expect(wrong({ contractPartyType: "PJ" }).map(([field]) => field)).toEqual(["cnpj", "legalName"]);
});

it("checks what was typed", () => {
  expect(wrong({ phone: "(11) 9999" })).toEqual([
    ["phone", "Telefone inválido. Use DDD + número (10 ou 11 dígitos)."],
  ]);
  expect(wrong({ email: "a@b" })).toEqual([["email", "Email inválido."]]);
  expect(wrong({ cpf: "529.982.247-24" })[0]?.[0]).toBe("cpf");
  expect(wrong({ ageMin: "50", ageMax: "40" })[0]?.[0]).toBe("ageRange");
  expect(wrong({ contractStartDate: "2026-02-02", contractEndDate: "2026-02-01" })).toEqual([
    ["contractEndDate", "Data de fim do contrato não pode ser menor que a data de início."],
  ]);
  const checklist = draft().checklist.map((item) => ({ ...item, hasDigitalCopy: true }));
  expect(wrong({ checklist }).map(([field]) => field)).toEqual(["checklist.CERTIDAO_ETICA"]);
  const registrations = draft().registrations.map((row) => ({ ...row, isPrimary: false }));
  expect(wrong({ registrations })).toEqual([
    ["registrations", "Marque exatamente um registro como principal."],
  ]);
  expect(wrong({})).toEqual([]);
});

it("lets an old number be that nobody has touched", () => {
  const old = draft({ cpf: "123.456" });
  expect(problemsOf(old, old)).toEqual({});
  expect(problemsOf({ ...old, cpf: "123.457" }, old)).toHaveProperty("cpf");
});

it("sends digits, one primary specialty and the version that was edited", () => {
  const body = bodyOf(draft({ email: " " }), "v1");
  expect(body).toMatchObject({
    cpf: "52998224725",
    phone: "11999990000",
    email: null,
    ageRange: "18-65",
    specialty: "Cardiologia",
    expectedUpdatedAt: "v1",
    registrations: [
      { id: "r1", councilType: "CRM", councilNumber: "123456", councilUf: "SP", isPrimary: true },
    ],
  });
  expect(bodyOf(draftOf(professional())).cpf).toBe("529.***.***-25");
  const row = (name: string, isPrimary: boolean) => ({ key: name, name, isPrimary });
  expect(namedSpecialties([row("", true), row("A", false), row("a ", false), row("B", true)])).toEqual([
    { name: "A", isPrimary: false },
    { name: "B", isPrimary: true },
  ]);
  expect(namedSpecialties([row("A", false)])).toEqual([{ name: "A", isPrimary: true }]);
});

it("shows a refusal where it can be seen", () => {
  expect(fieldOfCode("PHONE_INVALID", draft())).toBe("phone");
  expect(fieldOfCode("CNPJ_INVALID", draft())).toBeNull();
  expect(fieldOfCode("INTERNAL", draft())).toBeNull();
});

it("joins what two people changed", () => {
  const before = draft();
  const theirs = draft({ phone: "(19) 3333-4444", addressText: "Rua Nova, 1" });
  const mine = draft({ addressText: "Rua Minha, 2", email: "outro@example.com" });
  const changes = changesOf(before, theirs, mine, CATALOGUE);
  expect(changes).toEqual([
    { id: "phone", label: "Telefone", before: "(11) 99999-0000", theirs: "(19) 3333-4444", mine: null },
    {
      id: "addressText",
      label: "Endereço",
      before: "Rua Exemplo, 100",
      theirs: "Rua Nova, 1",
      mine: "Rua Minha, 2",
    },
  ]);
  expect(merged(changes, theirs, mine, {})).toMatchObject({
    phone: "(19) 3333-4444",
    addressText: "Rua Minha, 2",
    email: "outro@example.com",
  });
  expect(merged(changes, theirs, mine, { addressText: "theirs" }).addressText).toBe("Rua Nova, 1");
  expect(isChanged(before, mine, CATALOGUE)).toBe(true);
  // Row names of the screen are no change.
  expect(isChanged(before, draft(), CATALOGUE)).toBe(false);
});
