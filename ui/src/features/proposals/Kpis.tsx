import { Banknote, CircleCheckBig, CircleX, FileText, Hourglass, Percent, Receipt } from "lucide-react";
import { Kpi } from "@/components/ui/Kpi";
import { int, money2, pct1 } from "@/lib/format";
import { type Funnel, share } from "./model";

/** What is shown, in numbers. */
export function Kpis({ funnel }: { funnel: Funnel }) {
  const { total, won, open, lost } = funnel;
  const conversion = share(won.valor, total.valor);
  const ticket = total.qtd > 0 ? total.valor / total.qtd : 0;
  const ofTotal = (valor: number) => `${pct1(share(valor, total.valor))} do total`;
  return (
    <section
      aria-label="Indicadores"
      className="grid grid-cols-2 gap-3 sm:gap-4 @3xl:grid-cols-4 @min-[76rem]:grid-cols-7"
    >
      <Kpi
        title="Total Propostas"
        slug="total-propostas"
        value={total.qtd}
        text={int(total.qtd)}
        icon={FileText}
        tint="bg-info-wash text-info-ink"
        hint="Volume Período"
      />
      <Kpi
        title="Valor Total"
        slug="valor-total"
        value={total.valor}
        text={money2(total.valor)}
        icon={Banknote}
        tint="bg-good-wash text-good-ink"
        hint="Bruto Estimado"
      />
      <Kpi
        title="Convertido (Ganho)"
        slug="convertido"
        value={won.valor}
        text={money2(won.valor)}
        icon={CircleCheckBig}
        tint="bg-[#faf5ff] text-[#7e22ce]"
        hint="Executado"
      />
      <Kpi
        title="Taxa Conversão"
        slug="taxa-conversao"
        value={conversion}
        text={pct1(conversion)}
        icon={Percent}
        tint="bg-warn-wash text-warn-ink"
        hint="Eficiência"
      />
      <Kpi
        title="Em aberto"
        slug="em-aberto"
        value={open.valor}
        text={money2(open.valor)}
        icon={Hourglass}
        tint="bg-cyan-wash text-cyan-ink"
        hint={ofTotal(open.valor)}
      />
      <Kpi
        title="Valor Perdido"
        slug="valor-perdido"
        value={lost.valor}
        text={money2(lost.valor)}
        icon={CircleX}
        tint="bg-bad-wash text-bad-ink"
        hint={ofTotal(lost.valor)}
      />
      <Kpi
        title="Ticket Médio"
        slug="ticket-medio"
        value={ticket}
        text={money2(ticket)}
        icon={Receipt}
        tint="bg-slate-100 text-slate-600"
        hint="Média por proposta"
        className="col-span-2 @min-[76rem]:col-span-1"
      />
    </section>
  );
}
