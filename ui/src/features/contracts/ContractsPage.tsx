/** The benefit card: who has it, what it earns, who is overdue. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ChartColumn, CreditCard, ListFilter } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { cx } from "@/components/ui/cx";
import { DateRange } from "@/components/ui/DateRange";
import { Empty } from "@/components/ui/Empty";
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
import { useShortcuts } from "@/lib/useShortcuts";
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
  const [showsFilters, setShowsFilters] = useState(true);
  useShortcuts({ f: () => setShowsFilters((shown) => !shown) });

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
      <header className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <span className="flex size-12 shrink-0 items-center justify-center rounded-card bg-primary text-white shadow-card">
          <CreditCard aria-hidden className="size-6" />
        </span>
        <div className="min-w-0 flex-1 basis-56">
          <h1 className="text-xl leading-7 font-bold">Resolve Saúde</h1>
          <p className="text-sm text-soft">Contratos aprovados e faturamento bruto analítico do cartão.</p>
        </div>
        <SyncBadge
          label="Última Sincronização"
          service={SERVICE}
          freshness={refresh.freshness}
          mayRefresh={mayRefresh}
        />
        <div className="flex flex-wrap items-center gap-2">
          {mayRefresh && <RefreshButton refresh={refresh} />}
          <ExportButtons page="contratos" query={queryOf(period)} />
          <Button
            look="quiet"
            aria-expanded={showsFilters}
            aria-label={showsFilters ? "Recolher filtros" : "Expandir filtros"}
            onClick={() => setShowsFilters(!showsFilters)}
          >
            <ListFilter aria-hidden className="size-4" />
          </Button>
        </div>
      </header>
      {showsFilters && <Filter period={period} onChange={change} />}
      <div aria-hidden className="-my-2 h-0.5 overflow-hidden rounded-full">
        {now.isFetching && <div className="h-full w-full animate-shimmer bg-info" />}
      </div>
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
