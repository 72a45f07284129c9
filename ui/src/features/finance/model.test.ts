import { describe, expect, it } from "vitest";
import { accepts, defaults, periodA, periodB } from "./filters";
import { change, days, groupPairs, months, pairs } from "./model";
import type { History } from "./queries";

const history = (daily: History["daily"], monthly: History["monthly"] = []) =>
  ({ daily, monthly }) as History;

describe("a comparison", () => {
  it("fills days without payments, then sets the nth beside the nth", () => {
    const a = days(history([{ d: "2026-02-02", total: 150, qtd: 1 }]), {
      from: "2026-02-01",
      to: "2026-02-03",
    });
    const b = days(history([{ d: "2026-01-30", total: 100, qtd: 2 }]), {
      from: "2026-01-29",
      to: "2026-01-30",
    });
    expect(pairs(a, b)).toEqual([
      { index: 0, label: "Dia 1", detail: "A: 01/02 | B: 29/01", a: 0, b: 0, delta: 0, pct: null },
      { index: 1, label: "Dia 2", detail: "A: 02/02 | B: 30/01", a: 150, b: 100, delta: 50, pct: 50 },
      { index: 2, label: "Dia 3", detail: "A: 03/02 | B: —", a: 0, b: 0, delta: 0, pct: null },
    ]);
  });

  it("names what both periods call the same", () => {
    const of = (year: string) => days(history([]), { from: `${year}-03-09`, to: `${year}-03-10` });
    expect(pairs(of("2026"), of("2025")).map(({ label, detail }) => [label, detail])).toEqual([
      ["09/03", null],
      ["10/03", null],
    ]);
  });

  it("lists every group of both periods by name", () => {
    const group = (name: string, total: number) => ({
      name,
      total,
      qtd: 1,
      label: name,
      procedure_group: name,
    });
    const rows = groupPairs([group("Exames", 10), group("Águas", 5)], [group("CONSULTAS", 4)]);
    expect(rows.map(({ name, delta }) => [name, delta])).toEqual([
      ["Águas", 5],
      ["CONSULTAS", -4],
      ["Exames", 10],
    ]);
  });

  it("has no tail of nines", () => expect(change(0.3, 0.1).delta).toBe(0.2));
});

it("shows every month a period touches", () => {
  const known = history([], [{ m: "2026-02", total: 9, qtd: 1 }]);
  expect(months(known, { from: "2026-01-15", to: "2026-02-10" })).toEqual([
    { key: "2026-01", total: 0, qtd: 0 },
    { key: "2026-02", total: 9, qtd: 1 },
  ]);
});

describe("the second period", () => {
  const filters = { ...defaults("2026-03-31"), from: "2026-03-01", to: "2026-03-31" };

  it.each([
    ["", null],
    ["previous", { from: "2026-01-29", to: "2026-02-28" }],
    ["yoy", { from: "2025-03-01", to: "2025-03-31" }],
    ["custom", { from: "2026-03-01", to: "2026-03-31" }],
  ])("of %j is %j", (compare, expected) => expect(periodB({ ...filters, compare })).toEqual(expected));

  it("may be of another length only when told so", () => {
    const custom = { ...filters, compare: "custom", bfrom: "2025-01-01", bto: "2025-01-05" };
    expect(periodB(custom)?.to).toBe("2025-01-31");
    expect(periodB({ ...custom, same: "0" })?.to).toBe("2025-01-05");
  });

  it("cannot be nonsense from the address", () => {
    expect(accepts("from", "2026-02-30")).toBe(false);
    expect(accepts("compare", "toString")).toBe(false);
    expect(periodA({ ...filters, from: "2026-05-01" })).toEqual({ from: "2026-03-31", to: "2026-05-01" });
  });
});
