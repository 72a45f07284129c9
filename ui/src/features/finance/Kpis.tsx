import { CircleDollarSign, type LucideIcon, Receipt, Ticket } from "lucide-react";
import { cx } from "@/components/ui/cx";
import { date, int, money2 } from "@/lib/format";
import type { Period } from "@/lib/period";
import { DeltaBadge } from "./Delta";
import { change, ticket } from "./model";
import type { History } from "./queries";

const range = ({ from, to }: Period) => `${date(from)} - ${date(to)}`;

interface Side {
  period: Period;
  totals: History["totals"];
}

interface Figure {
  title: string;
  icon: LucideIcon;
  tint: string;
  of: (totals: History["totals"]) => number;
  format: (value: number) => string;
}

const FIGURES: readonly Figure[] = [
  {
    title: "Faturamento do período",
    icon: CircleDollarSign,
    tint: "bg-good-wash text-good-ink",
    of: ({ total }) => total,
    format: money2,
  },
  { title: "Ticket Médio", icon: Ticket, tint: "bg-info-wash text-info-ink", of: ticket, format: money2 },
  {
    title: "Atendimentos",
    icon: Receipt,
    tint: "bg-cyan-wash text-cyan-ink",
    of: ({ qtd }) => qtd,
    format: int,
  },
];

/** The period in three numbers, beside another one where something is compared. */
export function Kpis({ a, b }: { a: Side; b: Side | null }) {
  return (
    <section aria-label="Indicadores" className="grid gap-4 md:grid-cols-3">
      {FIGURES.map(({ title, icon: Icon, tint, of, format }) => (
        <div
          key={title}
          data-kpi={title}
          className="flex min-w-0 flex-col gap-2 rounded-card border border-line bg-card p-4 shadow-card"
        >
          <div className="flex items-center gap-3">
            <span className={cx("flex size-10 shrink-0 items-center justify-center rounded-card", tint)}>
              <Icon aria-hidden className="size-5" />
            </span>
            <h2 className="text-sm font-medium text-soft">{title}</h2>
          </div>
          <p className="truncate text-2xl font-bold tabular-nums" title={format(of(a.totals))}>
            {format(of(a.totals))}
          </p>
          {b && (
            <div className="flex flex-col gap-1 text-xs text-soft">
              <p>Período A: {range(a.period)}</p>
              <p>
                Período B: <span className="font-medium text-ink tabular-nums">{format(of(b.totals))}</span> (
                {range(b.period)})
              </p>
              <p>
                <DeltaBadge change={change(of(a.totals), of(b.totals))} format={format} />
              </p>
            </div>
          )}
        </div>
      ))}
    </section>
  );
}
