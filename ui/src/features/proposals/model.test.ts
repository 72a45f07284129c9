import { describe, expect, it } from "vitest";
import { accepts, defaults, isFiltered, periodOf, sortOf, sortText } from "./filters";
import {
  byStatus,
  funnel,
  funnelOf,
  matches,
  NO_STATUS,
  ranked,
  rankedTotal,
  share,
  stageOf,
  statuses,
  units,
} from "./model";
import { proposals } from "./samples";

it.each([
  ["Executada", "won"],
  [" CONCLUÍDO ", "won"],
  ["Rejeição", "lost"],
  ["cancelada", "lost"],
  ["Aguardando aprovação do cliente", "open"],
  [null, "open"],
])("a proposal that is %j is %s", (status, stage) => expect(stageOf(status)).toBe(stage));

describe("the funnel", () => {
  it("counts as lost only what was refused, the rest as open", () => {
    const { won, open, lost, total } = funnel(proposals());
    expect(total).toEqual({ qtd: 5, valor: 1000 });
    expect(won).toEqual({ qtd: 1, valor: 300 });
    expect(lost).toEqual({ qtd: 1, valor: 100 });
    expect(open).toEqual({ qtd: 3, valor: 600 });
    expect(share(lost.valor, total.valor)).toBe(10);
    expect(share(won.valor, total.valor)).toBe(30);
  });

  it("says the same of the lines behind it", () => {
    const answer = proposals();
    expect(funnelOf(answer.byUnit)).toEqual(funnel(answer));
  });

  it("has no shares of nothing and no tails of nines", () => {
    expect(share(0, 0)).toBe(0);
    const cents = proposals({ summary: { qtd: 3, valor: 0.6, wonQtd: 1, wonValue: 0.1, lostValue: 0.2 } });
    expect(funnel(cents).open.valor).toBe(0.3);
  });
});

describe("a status filter", () => {
  const rows = proposals().byUnit;
  const matching = (filter: string) => rows.filter((row) => matches(row, filter)).map(({ valor }) => valor);

  it.each([
    ["all", [50, 350, 300, 200, 100]],
    ["stage:open", [50, 350, 200]],
    ["stage:won", [300]],
    ["aguardando aprovacao do cliente", [50, 350]],
    [NO_STATUS, [200]],
    ["Outra", []],
  ])("of %j finds %j", (filter, values) => expect(matching(filter)).toEqual(values));

  it("offers each status once, by name", () => {
    expect(statuses(rows).map(({ label }) => label)).toEqual([
      "Aguardando aprovação do cliente",
      "Cancelada",
      "Executada",
      "Sem situação",
    ]);
  });
});

it("tells what stands in each status, the most valuable first", () => {
  expect(byStatus(proposals().byUnit)).toMatchObject([
    { label: "Aguardando aprovação do cliente", stage: "open", qtd: 2, valor: 400 },
    { label: "Executada", stage: "won", qtd: 1, valor: 300 },
    { value: NO_STATUS, label: "Sem situação", stage: "open", qtd: 1, valor: 200 },
    { label: "Cancelada", stage: "lost", qtd: 1, valor: 100 },
  ]);
});

it("orders units by what they proposed; one without a name stays one of them", () => {
  expect(units(proposals().byUnit).map(({ name, total }) => [name, total.valor])).toEqual([
    ["CENTRO CAMBUI", 650],
    ["OURO VERDE", 300],
    [null, 50],
  ]);
});

it("ranks professionals, those without a name as the system, and adds them up", () => {
  const rows = ranked(proposals().byProposer);
  expect(rows.map(({ name }) => name)).toEqual(["Prof Um", "Águeda Dois", "Sistema"]);
  expect(rows[0]).toMatchObject({ ticket: 325, wonTicket: 300 });
  expect(rows[0]?.conversion).toBeCloseTo(46.15, 2);
  expect(rows[1]).toMatchObject({ conversion: 0, wonTicket: 0 });
  expect(rankedTotal(rows)).toMatchObject({
    qtd: 5,
    valor: 1000,
    conversion: 30,
    ticket: 200,
    wonTicket: 300,
  });
  expect(rankedTotal([])).toMatchObject({ qtd: 0, conversion: 0, ticket: 0 });
});

describe("the address", () => {
  it("stands for this month when it says nothing", () => {
    expect(periodOf(defaults("2026-02-19"))).toEqual({ from: "2026-02-01", to: "2026-02-19" });
    expect(isFiltered(defaults())).toBe(false);
  });

  it("cannot ask for nonsense", () => {
    expect(accepts("from", "2026-02-30")).toBe(false);
    expect(accepts("sort", "constructor:desc")).toBe(false);
    expect(accepts("sort", "ticket-executado:asc")).toBe(true);
    expect(accepts("page", "0")).toBe(false);
    const backwards = { ...defaults("2026-02-19"), from: "2026-03-05" };
    expect(periodOf(backwards)).toEqual({ from: "2026-02-19", to: "2026-03-05" });
  });

  it("keeps an order", () => {
    const sort = { column: "ticket-executado", descending: false };
    expect(sortOf({ ...defaults(), sort: sortText(sort) })).toEqual(sort);
  });
});
