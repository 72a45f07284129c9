/** What became of proposals, and the figures that follow from it. The sums per status come from the server. */
import { ALL } from "@/components/ui/SearchSelect";
import { fold } from "@/lib/format";
import type { ProposalsAnswer, Proposer, UnitStatus } from "./queries";

/** Accepted and done, refused or given up, or not decided yet. */
export type Stage = "won" | "open" | "lost";

const WON = ["executada", "aprovada pelo cliente", "ganho", "realizado", "concluido", "pago"];
const LOST = ["cancelado", "recusado", "perdido", "rejeicao", "cancelada"];

export function stageOf(status: string | null): Stage {
  const name = fold(status ?? "");
  if (WON.includes(name)) return "won";
  return LOST.includes(name) ? "lost" : "open";
}

/** How a filter names a whole stage. */
export const stageFilter = (stage: Stage) => `stage:${stage}`;

/** How a filter names the status of proposals without one. */
export const NO_STATUS = "none:";

const statusFilter = (status: string | null) => (status === null ? NO_STATUS : status);

/** Whether a row belongs to what is filtered. */
export function matches(row: UnitStatus, filter: string): boolean {
  if (filter === ALL) return true;
  if (filter.startsWith("stage:")) return stageFilter(stageOf(row.status)) === filter;
  return fold(statusFilter(row.status)) === fold(filter);
}

/** Every status there is, each once, by name. */
export function statuses(rows: readonly UnitStatus[]): { value: string; label: string }[] {
  const known = new Map<string, { value: string; label: string }>();
  for (const { status } of rows) {
    const value = statusFilter(status);
    const key = fold(value);
    if (!known.has(key)) known.set(key, { value, label: status?.trim() || "Sem situação" });
  }
  return [...known.values()].sort((a, b) => a.label.localeCompare(b.label, "pt-BR"));
}

export interface StatusAmount extends Amount {
  /** As a filter names it. */
  value: string;
  label: string;
  stage: Stage;
}

/** What stands in each status, the most valuable first. */
export function byStatus(rows: readonly UnitStatus[]): StatusAmount[] {
  return statuses(rows)
    .map(({ value, label }) => {
      const own = rows.filter((row) => matches(row, value));
      return { value, label, stage: stageOf(own[0]?.status ?? null), ...sum(own) };
    })
    .sort((a, b) => b.valor - a.valor);
}

/** A number of proposals and what they are worth. */
export interface Amount {
  qtd: number;
  valor: number;
}

/** Cents would otherwise grow tails of nines. */
const cents = (value: number) => Math.round(value * 100) / 100;

const add = (a: Amount, b: Amount): Amount => ({ qtd: a.qtd + b.qtd, valor: cents(a.valor + b.valor) });

const NOTHING: Amount = { qtd: 0, valor: 0 };

export const sum = (amounts: readonly Amount[]) => amounts.reduce(add, NOTHING);

export interface Funnel extends Record<Stage, Amount> {
  total: Amount;
}

/** The server's sums, with what is neither won nor lost as still open. */
export function funnel({ summary, byUnit }: Pick<ProposalsAnswer, "summary" | "byUnit">): Funnel {
  const won = { qtd: summary.wonQtd, valor: summary.wonValue };
  const lost = {
    qtd: sum(byUnit.filter(({ status }) => stageOf(status) === "lost")).qtd,
    valor: summary.lostValue,
  };
  return {
    total: { qtd: summary.qtd, valor: summary.valor },
    won,
    lost,
    open: {
      qtd: summary.qtd - won.qtd - lost.qtd,
      valor: cents(summary.valor - won.valor - lost.valor),
    },
  };
}

/** The same of some rows. */
export function funnelOf(rows: readonly UnitStatus[]): Funnel {
  const of = (stage: Stage) => sum(rows.filter(({ status }) => stageOf(status) === stage));
  return { total: sum(rows), won: of("won"), open: of("open"), lost: of("lost") };
}

/** A share in percent; of nothing it is 0. */
export const share = (part: number, whole: number) => (whole === 0 ? 0 : (part / whole) * 100);

export interface Unit extends Funnel {
  /** `null`: proposals without a unit. */
  name: string | null;
}

/** Units by what their proposals are worth, the largest first. */
export function units(rows: readonly UnitStatus[]): Unit[] {
  const byName = new Map<string | null, UnitStatus[]>();
  for (const row of rows) byName.set(row.unit_name, [...(byName.get(row.unit_name) ?? []), row]);
  return [...byName]
    .map(([name, own]) => ({ name, ...funnelOf(own) }))
    .sort((a, b) => b.total.valor - a.total.valor || (a.name ?? "").localeCompare(b.name ?? "", "pt-BR"));
}

/** Names of the units there are, sorted. */
export const unitNames = (rows: readonly UnitStatus[]) =>
  [...new Set(rows.flatMap(({ unit_name }) => unit_name ?? []))].sort((a, b) => a.localeCompare(b, "pt-BR"));

/** A professional's line of the ranking. */
export interface Ranked extends Proposer {
  name: string;
  /** For searching. */
  folded: string;
  /** In percent, by value. */
  conversion: number;
  ticket: number;
  wonTicket: number;
}

/** Of a line or of the sum of lines. */
export const figures = (one: Omit<Proposer, "professional_name">) => ({
  conversion: share(one.valor_executado, one.valor),
  ticket: one.valor / Math.max(one.qtd, 1),
  wonTicket: one.valor_executado / Math.max(one.qtd_executado, 1),
});

export const ranked = (proposers: readonly Proposer[]): Ranked[] =>
  proposers.map((one) => {
    const name = one.professional_name ?? "Sistema";
    return { ...one, name, folded: fold(name), ...figures(one) };
  });

/** The sum of lines, in the shape of one. */
export function rankedTotal(rows: readonly Proposer[]) {
  const all = sum(rows);
  const won = sum(rows.map((row) => ({ qtd: row.qtd_executado, valor: row.valor_executado })));
  const total = { ...all, qtd_executado: won.qtd, valor_executado: won.valor };
  return { ...total, ...figures(total) };
}
