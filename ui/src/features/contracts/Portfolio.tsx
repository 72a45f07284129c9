import { Banknote, type LucideIcon, ShieldCheck, UserRoundPlus } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { int, money2 } from "@/lib/format";
import { Growth } from "./Growth";
import type { BenefitCard } from "./queries";

interface Props {
  /** `undefined` while nobody knows. */
  card: BenefitCard | undefined;
  before: BenefitCard | undefined;
}

/** The card in three figures: who has it, what it earned, what was sold. */
export function Portfolio({ card, before }: Props) {
  const { totals, period } = card ?? {};
  return (
    <section aria-label="Indicadores" className="grid gap-3 sm:gap-4 @3xl:grid-cols-3">
      <Tile title="Base Ativa" icon={ShieldCheck} border="border-l-info" tint="bg-info-wash text-info-ink">
        <dl className="flex flex-wrap gap-x-8 gap-y-2">
          <Count label="Contratos" slug="contratos-ativos" value={totals?.activeContractsCount} />
          <Count label="Pacientes" slug="pacientes-ativos" value={totals?.activePatientsCount} />
        </dl>
        <p className="text-xs text-soft">Aprovados em toda a carteira</p>
      </Tile>
      <Tile
        title="Faturamento Realizado"
        icon={Banknote}
        border="border-l-good"
        tint="bg-good-wash text-good-ink"
      >
        <Money slug="faturamento-realizado" value={period?.billingRealized} />
        <Foot chip="Baixado no período" looks="bg-good-wash text-good-ink">
          <Growth now={period?.billingRealized} then={before?.period.billingRealized} />
        </Foot>
      </Tile>
      <Tile
        title="Total Adesão"
        icon={UserRoundPlus}
        border="border-l-[#a855f7]"
        tint="bg-[#faf5ff] text-[#7e22ce]"
      >
        <Money slug="total-adesao" value={period?.salesMembership} />
        <Foot chip="Vendas no período" looks="bg-[#faf5ff] text-[#7e22ce]">
          <Growth now={period?.salesMembership} then={before?.period.salesMembership} />
        </Foot>
      </Tile>
    </section>
  );
}

interface TileProps {
  title: string;
  icon: LucideIcon;
  border: string;
  tint: string;
  children: ReactNode;
}

function Tile({ title, icon: Icon, border, tint, children }: TileProps) {
  return (
    <div
      className={cx(
        "flex min-w-0 flex-col gap-2 rounded-card border border-l-4 border-line bg-card p-4 shadow-card",
        border,
      )}
    >
      <div className="flex items-center gap-2.5">
        <span className={cx("flex size-9 shrink-0 items-center justify-center rounded-card", tint)}>
          <Icon aria-hidden className="size-5" />
        </span>
        <h2 className="text-sm font-medium text-soft">{title}</h2>
      </div>
      {children}
    </div>
  );
}

const Foot = ({ chip, looks, children }: { chip: string; looks: string; children: ReactNode }) => (
  <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
    <span className={cx("rounded-full px-2.5 py-0.5 text-xs font-medium", looks)}>{chip}</span>
    {children}
  </p>
);

function Count({ label, slug, value }: { label: string; slug: string; value: number | undefined }) {
  return (
    <div data-kpi={slug} data-value={value ?? ""}>
      <dt className="text-xs text-soft">{label}</dt>
      <dd className="text-2xl font-bold tabular-nums">{int(value)}</dd>
    </div>
  );
}

const Money = ({ slug, value }: { slug: string; value: number | undefined }) => (
  <p data-kpi={slug} data-value={value ?? ""} className="text-2xl font-bold break-words tabular-nums">
    {money2(value)}
  </p>
);
