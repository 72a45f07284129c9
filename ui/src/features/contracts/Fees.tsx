import { CalendarClock, CircleX, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { int, money2 } from "@/lib/format";
import { Growth } from "./Growth";
import type { BenefitCard } from "./queries";

interface Props {
  /** `undefined` while nobody knows. */
  card: BenefitCard | undefined;
  before: BenefitCard | undefined;
  className?: string;
}

/** Monthly fees, those that are overdue, and contracts that ended. */
export function Fees({ card, before, className }: Props) {
  const { totals, period } = card ?? {};
  return (
    <div className={cx("flex min-w-0 flex-col gap-4", className)}>
      <Block title="Mensalidades" icon={CalendarClock} tint="bg-info-wash text-info-ink">
        <Line label="No Período (Novas)" slug="mensalidades-novas" value={period?.salesMRR} />
        <Growth now={period?.salesMRR} then={before?.period.salesMRR} />
        <Line label="Total Carteira (MRR)" slug="mensalidades-carteira" value={totals?.activeContractsMRR} />
      </Block>
      <Block
        title="Inadimplência"
        icon={TriangleAlert}
        tint="bg-bad-wash text-bad-ink"
        note="No período: cadastros de contratos criados no período e hoje inadimplentes."
      >
        <Overdue
          label="Neste Período"
          slug="inadimplencia-periodo"
          people={period?.defaultersCount}
          value={period?.defaultersValue}
        />
        <Overdue
          label="Total Acumulado"
          slug="inadimplencia-total"
          people={totals?.defaultersCount}
          value={totals?.defaultersValue}
        />
      </Block>
      <Block
        title="Cancelados"
        icon={CircleX}
        tint="bg-slate-100 text-slate-600"
        note="Contratos criados no período selecionado e hoje cancelados. A origem não informa a data do cancelamento."
        badge={
          <span
            data-kpi="cancelados"
            data-value={period?.cancelledCount ?? ""}
            className="ml-auto min-w-9 rounded-full bg-slate-100 px-2.5 py-1 text-center text-base font-bold tabular-nums"
          >
            {int(period?.cancelledCount)}
          </span>
        }
      />
    </div>
  );
}

interface BlockProps {
  title: string;
  icon: LucideIcon;
  tint: string;
  /** How the figures are counted. */
  note?: string;
  badge?: ReactNode;
  children?: ReactNode;
}

function Block({ title, icon: Icon, tint, note, badge, children }: BlockProps) {
  return (
    <section
      aria-label={title}
      className="flex min-w-0 flex-1 flex-col gap-2 rounded-card border border-line bg-card p-4 shadow-card"
    >
      <div className="flex items-center gap-2.5">
        <span className={cx("flex size-9 shrink-0 items-center justify-center rounded-card", tint)}>
          <Icon aria-hidden className="size-5" />
        </span>
        <h2 className="text-base font-bold">{title}</h2>
        {badge}
      </div>
      {children}
      {note && <p className="text-xs text-soft">{note}</p>}
    </section>
  );
}

interface LineProps {
  label: string;
  slug: string;
  value: number | undefined;
}

const Line = ({ label, slug, value }: LineProps) => (
  <p className="flex flex-wrap items-baseline justify-between gap-x-3 text-sm">
    <span className="text-soft">{label}</span>
    <span data-kpi={slug} data-value={value ?? ""} className="ml-auto font-bold tabular-nums">
      {money2(value)}
    </span>
  </p>
);

/** Overdue are registrations: several may belong to one contract. */
const Overdue = ({ label, slug, people, value }: LineProps & { people: number | undefined }) => (
  <p
    data-kpi={slug}
    data-value={value ?? ""}
    className="flex flex-wrap items-end justify-between gap-x-3 text-sm tabular-nums"
  >
    <span className="text-soft">
      {label}
      <span className="block text-xs">
        {int(people)} {people === 1 ? "cadastro" : "cadastros"}
      </span>
    </span>
    <span className="ml-auto font-bold text-bad-ink">{money2(value)}</span>
  </p>
);
