import { describe, expect, it } from "vitest";
import { addYears, before, daysOf, isDay, lengthOf, monthsOf, presets, yearBefore } from "./period";

describe("a period", () => {
  it("knows its days and months", () => {
    const turn = { from: "2023-12-30", to: "2024-01-02" };
    expect(daysOf(turn)).toEqual(["2023-12-30", "2023-12-31", "2024-01-01", "2024-01-02"]);
    expect(monthsOf(turn)).toEqual(["2023-12", "2024-01"]);
    expect(lengthOf({ from: "2024-02-01", to: "2024-03-01" })).toBe(30);
  });

  it("has an equally long one before it and the same days a year before", () => {
    expect(before({ from: "2026-03-01", to: "2026-03-31" })).toEqual({
      from: "2026-01-29",
      to: "2026-02-28",
    });
    expect(yearBefore({ from: "2024-02-29", to: "2024-03-01" })).toEqual({
      from: "2023-02-28",
      to: "2023-03-01",
    });
    expect(addYears("2023-02-28", 1)).toBe("2024-02-28");
  });

  it("is offered under the names people use", () => {
    const named = Object.fromEntries(presets("2026-03-15").map(({ label, period }) => [label, period]));
    expect(named).toMatchObject({
      Hoje: { from: "2026-03-15", to: "2026-03-15" },
      "Últimos 7 dias": { from: "2026-03-09", to: "2026-03-15" },
      "Mês passado": { from: "2026-02-01", to: "2026-02-28" },
      "Este ano": { from: "2026-01-01", to: "2026-03-15" },
    });
  });
});

it("only takes days that exist", () => {
  expect(["2024-02-29", "2023-02-29", "2024-13-01", "24-01-01", 20240101, null].map(isDay)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});
