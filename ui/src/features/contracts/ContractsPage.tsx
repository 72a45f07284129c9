/** The benefit card: who has it, what it earns, who is overdue. */

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ChartColumn, CreditCard } from "lucide-react";
import { useMemo } from "react";
import { Card } from "@/components/ui/Card";
import { cx } from "@/components/ui/cx";
import { DateRange } from "@/components/ui/DateRange";
import { Empty } from "@/components/ui/Empty";
import { FiltersButton, useFilters } from "@/components/ui/Filters";
import { PageHeader, ReadingLine } from "@/components/ui/PageHeader";
import { Problem } from "@/components/ui/Problem";
import { may } from "@/features/access/queries";
import { signedIn } from "@/features/access/user";
import { ExportButtons } from "@/features/operations/ExportButtons";
import { RefreshButton } from "@/features/operations/RefreshButton";
import { SyncBadge } from "@/features/operations/SyncBadge";
import { useRefresh } from "@/features/operations/useRefresh";
import { messageOf } from "@/lib/api/client";
import { askAgain } from "@/lib/askAgain";
import { date } from "@/lib/format";
import { before, type Period } from "@/lib/period";
import { useStore } from "@/lib/store";
import { useSearchState } from "@/lib/useSearchState";
import { useTitle } from "@/lib/useTitle";
import { Evolution } from "./Evolution";
import { Fees } from "./Fees";
import { accepts, defaults, type Filters, periodOf } from "./filters";
import { days } from "./model";
import { Portfolio } from "./Portfolio";
import { type Answer, type BenefitCard, contractQueries, queryOf } from "./queries";
import { Skeleton } from "./Skeleton";

const SERVICE = "contratos";

export default function ContractsPage() {
  useTitle("Resolve Saúde");
  const client = useQueryClient();
  const user = useStore(signedIn);
  const initial = useMemo(() => defaults(), []);
  const [filters, change] = useSearchState("contratos", initial, accepts);
  const shownFilters = useFilters();

  const period = periodOf(filters);
  const now = useQuery(contractQueries.benefitCard(period));
  const then = useQuery(contractQueries.benefitCard(before(period)));
  const refresh = useRefresh(SERVICE, "Resolve Saúde", () => {
    void client.invalidateQueries({ queryKey: ["contracts"] });
  });
  const mayRefresh = may(user, "contratos", "refresh");
  // Also while it is being tried again by itself.
  const failure = now.failureReason;
  return (
    <div
      data-page="contratos"
      aria-busy={now.isFetching || then.isFetching}
      className="@container flex flex-col gap-4"
    >
      <PageHeader
        icon={CreditCard}
        title="Resolve Saúde"
        text="Contratos aprovados e faturamento bruto analítico do cartão."
        sync={
          <SyncBadge
            label="Última Sincronização"
            service={SERVICE}
            freshness={refresh.freshness}
            mayRefresh={mayRefresh}
          />
        }
      >
        {mayRefresh && <RefreshButton refresh={refresh} />}
        <ExportButtons page="contratos" query={queryOf(period)} />
        <FiltersButton {...shownFilters} />
      </PageHeader>
      {shownFilters.shown && <Filter period={period} onChange={change} />}
      <ReadingLine reading={now.isFetching} />
      {failure && (
        <Problem
          title="Os indicadores não puderam ser lidos."
          text={messageOf(failure)}
          onRetry={() => void askAgain(client, ["contracts"])}
        />
      )}
      {now.data || failure ? (
        <Figures
          answer={now.data}
          before={then.isPlaceholderData || now.isPlaceholderData ? undefined : then.data?.card}
          filters={filters}
          onChange={change}
          dim={now.isPlaceholderData}
        />
      ) : (
        <Skeleton />
      )}
    </div>
  );
}

interface FilterProps {
  period: Period;
  onChange: (changes: Partial<Filters>) => void;
}

/** The period, and what it is compared with. */
function Filter({ period, onChange }: FilterProps) {
  const { from, to } = before(period);
  return (
    <section
      aria-label="Filtros"
      className="flex flex-wrap items-end gap-x-4 gap-y-2 rounded-card border border-line bg-card p-4 shadow-card"
    >
      <div className="w-full min-w-0 sm:w-[22rem]">
        <DateRange
          label="Período"
          value={period}
          onChange={(next) => onChange({ ...next, page: "1" })}
          withPresets
        />
      </div>
      <p className="text-xs text-soft sm:pb-3.5">
        Comparado com o período anterior: {date(from)} até {date(to)}
      </p>
    </section>
  );
}

interface FiguresProps {
  /** `undefined` when it could not be read: then nothing is known, and nothing is zero. */
  answer: Answer | undefined;
  before: BenefitCard | undefined;
  filters: Filters;
  onChange: (changes: Partial<Filters>) => void;
  /** What is shown belongs to the former period. */
  dim: boolean;
}

function Figures({ answer, before, filters, onChange, dim }: FiguresProps) {
  const card = answer?.card;
  const series = useMemo(() => (answer ? days(answer.card, answer.period) : []), [answer]);
  const place = "@4xl:col-span-2";
  return (
    <div
      data-state={card ? "ready" : undefined}
      className={cx("flex flex-col gap-4 transition-opacity", dim && "opacity-60")}
    >
      <Portfolio card={card} before={before} />
      <div className="grid gap-4 @4xl:grid-cols-3">
        {card ? (
          <Evolution
            series={series}
            total={card.period.billingRealized}
            filters={filters}
            onChange={onChange}
            className={place}
          />
        ) : (
          <Card title="Evolução do Faturamento Realizado (Diário)" className={place}>
            <Empty text="Sem dados para mostrar agora." icon={ChartColumn} />
          </Card>
        )}
        <Fees card={card} before={before} />
      </div>
    </div>
  );
}
