import { expect, it } from "vitest";
import { csv } from "./csv";

it("is read by a Brazilian spreadsheet as it was meant, and runs nothing", () => {
  const text = csv(
    ["Grupo", "Total"],
    [
      ["Exames; imagem", 1234.5],
      ['Dito "assim"', -3],
      ["=1+1", null],
    ],
  );
  expect(text).toBe('\ufeffGrupo;Total\r\n"Exames; imagem";1234,5\r\n"Dito ""assim""";-3\r\n\'=1+1;\r\n');
});
