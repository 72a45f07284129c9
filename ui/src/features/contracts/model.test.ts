import { describe, expect, it } from "vitest";
import { accepts, defaults, periodOf, sortOf, sortText } from "./filters";
import { days, growth } from "./model";
import { benefitCard } from "./samples";

it("shows a day without payments as zero", () => {
  expect(days(benefitCard(), { from: "2026-02-17", to: "2026-02-20" })).toEqual([
    { date: "2026-02-17", faturamento: 100 },
    { date: "2026-02-18", faturamento: 0 },
    { date: "2026-02-19", faturamento: 59.9 },
    { date: "2026-02-20", faturamento: 0 },
  ]);
});

it.each([
  [150, 100, 50],
  [50, 100, -50],
  [0, 100, -100],
  [100, 0, null],
  [0, 0, null],
])("from %d to %d is a growth of %j percent", (now, then, pct) => expect(growth(now, then)).toBe(pct));

describe("the address", () => {
  it("stands for this year until today when it says nothing", () => {
    expect(periodOf(defaults("2027-02-19"))).toEqual({ from: "2027-01-01", to: "2027-02-19" });
  });

  it("cannot ask for nonsense", () => {
    expect(accepts("from", "2026-02-30")).toBe(false);
    expect(accepts("sort", "total:desc")).toBe(false);
    expect(accepts("detail", "2")).toBe(false);
    expect(accepts("page", "0")).toBe(false);
    const backwards = { ...defaults("2026-02-19"), from: "2026-03-05" };
    expect(periodOf(backwards)).toEqual({ from: "2026-02-19", to: "2026-03-05" });
  });

  it("keeps an order", () => {
    const sort = { column: "faturamento", descending: false };
    expect(sortOf({ ...defaults(), sort: sortText(sort) })).toEqual(sort);
  });
});
