import { expect, it } from "vitest";
import {
  cnpjMask,
  contractEnd,
  cpfMask,
  daysLeftText,
  identityText,
  isCnpj,
  isCpf,
  phoneMask,
  registrationText,
  requiredDocuments,
} from "./model";
import { CATALOGUE, professional } from "./samples";

it("grows the masks as one types", () => {
  expect(["5", "529982", "52998224725", "529.982.247-25x", "529982247259"].map(cpfMask)).toEqual([
    "5",
    "529.982",
    "529.982.247-25",
    "529.982.247-25",
    "529.982.247-25",
  ]);
  expect(["112", "11222333000181"].map(cnpjMask)).toEqual(["11.2", "11.222.333/0001-81"]);
  expect(["", "1", "1199", "1133334444", "11999990000", "119999900001"].map(phoneMask)).toEqual([
    "",
    "(1",
    "(11) 99",
    "(11) 3333-4444",
    "(11) 99999-0000",
    "(11) 99999-0000",
  ]);
});

it("knows documents that cannot exist", () => {
  expect(["529.982.247-25", "52998224724", "11111111111", "123"].map(isCpf)).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(["11.222.333/0001-81", "11222333000180", "00000000000000"].map(isCnpj)).toEqual([
    true,
    false,
    false,
  ]);
});

it("shows a CPF masked as it came and a CNPJ in full", () => {
  expect(identityText(professional())).toBe("CPF: 529.***.***-25");
  expect(identityText(professional({ cpf: null }))).toBe("CPF: -");
  expect(identityText(professional({ contractPartyType: "PJ", cnpj: "11222333000181" }))).toBe(
    "CNPJ: 11.222.333/0001-81",
  );
  expect(registrationText(professional().primaryRegistration)).toBe("CRM/SP 123456");
  expect(registrationText(null)).toBe("-");
});

it("warns of a contract's end in its last 30 days", () => {
  const at = (day: string | null) => contractEnd(day, "2026-02-18");
  expect([null, "2026-02-17", "2026-02-18", "2026-03-20", "2026-03-21"].map(at)).toEqual([
    "none",
    "past",
    "near",
    "near",
    "far",
  ]);
  expect([12, 1, 0, -1, -3].map(daysLeftText)).toEqual([
    "vence em 12 dias",
    "vence amanhã",
    "vence hoje",
    "venceu ontem",
    "venceu há 3 dias",
  ]);
});

it("counts the required documents apart from all nine", () => {
  expect(requiredDocuments(professional(), CATALOGUE)).toEqual({ done: 1, total: 4 });
});
