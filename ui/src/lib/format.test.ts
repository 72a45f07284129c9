import { describe, expect, it } from "vitest";
import * as f from "./format";

const NBSP = "\u00a0";

describe("money and numbers", () => {
  it("writes reais with a comma, thousands dots and a space that does not break", () => {
    expect(f.money2(1234.5)).toBe(`R$${NBSP}1.234,50`);
    expect(f.money2(-3)).toBe(`-R$${NBSP}3,00`);
    expect(f.money2(0)).toBe(`R$${NBSP}0,00`);
    expect(f.money0(1234.5)).toBe(`R$${NBSP}1.235`);
    expect(f.money0(-1234.5)).toBe(`-R$${NBSP}1.235`);
  });

  it("never shows an unknown amount as zero", () => {
    expect(f.money2(null)).toBe("—");
    expect(f.money2(Number.NaN)).toBe("—");
    expect(f.int(undefined)).toBe("—");
  });

  it("writes counts and percentages", () => {
    expect(f.int(12345)).toBe("12.345");
    expect(f.pct1(12.345)).toBe("12,3%");
    expect(f.pct2(0.73214 * 100)).toBe("73,21%");
    expect(f.pctS1(3)).toBe("+3,0%");
    expect(f.pctS1(-4.25)).toBe("-4,3%");
    expect(f.pctS1(null)).toBe("-");
    expect(f.kAxis(12500)).toBe("12,5k");
    expect(f.kAxis(0)).toBe("0");
  });

  it("writes a goal in its own unit", () => {
    expect(f.goal(1234.5, "currency")).toBe(`R$${NBSP}1.234,50`);
    expect(f.goal(1234.5, "currency", true)).toBe(`R$${NBSP}1.235`);
    expect(f.goal(12.345, "percent")).toBe("12,3%");
    expect(f.goal(7, "minutes")).toBe("7 min");
    expect(f.goal(99.6, "qtd")).toBe("100");
  });
});

describe("minutes", () => {
  it.each([
    [0, "0m"],
    [null, "0m"],
    [45, "45m"],
    [65, "1h 05m"],
    [331, "5h 31m"],
  ])("%s becomes %s", (minutes, text) => expect(f.dur(minutes)).toBe(text));
});

describe("dates", () => {
  it("shows a São Paulo time as it was written, whatever the zone of the browser", () => {
    expect(f.dateTime("2026-02-19 14:30:05")).toBe("19/02/2026, 14:30:05");
    expect(f.dateTime("2026-02-19T17:30:05.000Z")).toBe("19/02/2026, 14:30:05");
    expect(f.dateTime("2026-02-19T14:30:05-03:00")).toBe("19/02/2026, 14:30:05");
  });

  it("keeps the clinic's day in the evening, when UTC is already at tomorrow", () => {
    expect(f.date("2026-02-20T01:00:00Z")).toBe("19/02/2026");
    expect(f.minuteOfDay(new Date("2026-02-20T01:00:00Z"))).toBe(22 * 60);
  });

  it("says so when there is no date", () => {
    expect(f.date("2026-02-30")).toBe("-");
    expect(f.date("ontem")).toBe("-");
    expect(f.dateTime(null)).toBe("Nunca");
    expect(f.dateTime("")).toBe("Nunca");
    expect(f.dateTime("ontem")).toBe("ontem");
    expect(f.clockSeconds(null)).toBe("--:--:--");
  });

  it("writes days and months", () => {
    expect(f.date("2026-02-19")).toBe("19/02/2026");
    expect(f.day("2026-02-19")).toBe("19/02");
    expect(f.month("2026-01")).toBe("JAN/26");
    expect(f.month("2026-13")).toBe("-");
  });
});

describe("ages", () => {
  it("coarsens with time", () => {
    expect(f.ago(2)).toBe("agora");
    expect(f.ago(40)).toBe("há 40 s");
    expect(f.ago(12 * 60 + 50)).toBe("há 12 min");
    expect(f.ago(3 * 3600)).toBe("há 3 h");
    expect(f.ago(86_400)).toBe("há 1 dia");
    expect(f.stopwatch(42)).toBe("0:42");
  });
});

it("folds names for searching", () => {
  expect(f.fold("  Resolve   SAÚDE ")).toBe("resolve saude");
});
