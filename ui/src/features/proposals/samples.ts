/** Answers of the server as the tests of this area pretend them. */
import type { ProposalsAnswer, Proposer, UnitStatus } from "./queries";

const line = (unit_name: string | null, status: string | null, qtd: number, valor: number): UnitStatus => ({
  unit_name,
  status,
  qtd,
  valor,
});

const proposer = (
  professional_name: string | null,
  qtd: number,
  valor: number,
  qtd_executado = 0,
  valor_executado = 0,
): Proposer => ({ professional_name, qtd, valor, qtd_executado, valor_executado });

/** 1000 in all: 300 won, 100 lost, 600 still open. */
export const proposals = (fields: Partial<ProposalsAnswer> = {}): ProposalsAnswer => ({
  summary: { qtd: 5, valor: 1000, wonQtd: 1, wonValue: 300, lostValue: 100 },
  byUnit: [
    line(null, "Aguardando aprovação do cliente", 1, 50),
    line("CENTRO CAMBUI", "Aguardando aprovação do cliente", 1, 350),
    line("CENTRO CAMBUI", "Executada", 1, 300),
    line("OURO VERDE", null, 1, 200),
    line("OURO VERDE", "Cancelada", 1, 100),
  ],
  byProposer: [proposer("Prof Um", 2, 650, 1, 300), proposer("Águeda Dois", 2, 300), proposer(null, 1, 50)],
  heartbeat: { status: "COMPLETED", last_run: "2026-02-19 14:09:00", details: "Concluído em 60.1s" },
  ...fields,
});

/** As many professionals as no clinic has. */
export const crowd = (people: number) =>
  proposals({
    byProposer: Array.from({ length: people }, (_, index) =>
      proposer(`Profissional ${String(index + 1).padStart(4, "0")}`, 1 + (index % 7), 10 * (people - index)),
    ),
  });
