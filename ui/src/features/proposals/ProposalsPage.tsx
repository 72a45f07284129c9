/** Proposals of a period: what is open, won and lost, by unit and professional. */

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Briefcase } from "lucide-react";
import { useMemo } from "react";
import { cx } from "@/components/ui/cx";
import { FiltersButton, useFilters } from "@/components/ui/Filters";
import { PageHeader, ReadingLine } from "@/components/ui/PageHeader";
import { Problem } from "@/components/ui/Problem";
import { ALL } from "@/components/ui/SearchSelect";
import { may } from "@/features/access/queries";
import { signedIn } from "@/features/access/user";
import { ExportButtons } from "@/features/operations/ExportButtons";
import { RefreshButton } from "@/features/operations/RefreshButton";
import { SyncBadge } from "@/features/operations/SyncBadge";
import { useRefresh } from "@/features/operations/useRefresh";
import { messageOf } from "@/lib/api/client";
import { askAgain } from "@/lib/askAgain";
import { useStore } from "@/lib/store";
import { useSearchState } from "@/lib/useSearchState";
import { useTitle } from "@/lib/useTitle";
import { FilterCard } from "./FilterCard";
import { FunnelCards } from "./FunnelCards";
import { accepts, defaults, type Filters, isFiltered, NO_FILTER, periodOf } from "./filters";
import { Kpis } from "./Kpis";
import { byStatus, funnel, funnelOf, matches, statuses, unitNames, units } from "./model";
import { type ProposalsAnswer, proposalsQueries, queryOf } from "./queries";
import { Ranking } from "./Ranking";
import { Skeleton } from "./Skeleton";
import { Units } from "./Units";

const SERVICE = "comercial";

export default function ProposalsPage() {
  useTitle("Gestão de Propostas");
  const client = useQueryClient();
  const user = useStore(signedIn);
  const initial = useMemo(() => defaults(), []);
  const [filters, change] = useSearchState("propostas", initial, accepts);
  const shownFilters = useFilters();

  const period = periodOf(filters);
  const { unit, status } = filters;
  const overview = useQuery(proposalsQueries.overview({ period, unit, status: ALL }));
  // The choices come from all units, also while one of them is looked at.
  const everything = useQuery(proposalsQueries.overview({ period, unit: ALL, status: ALL }));
  // Who proposed what became so; the other figures follow from the sums per status.
  const ofStatus = useQuery(proposalsQueries.overview({ period, unit, status }));
  const refresh = useRefresh(SERVICE, "Propostas", () => {
    void client.invalidateQueries({ queryKey: ["proposals"] });
  });
  const mayRefresh = may(user, "propostas", "refresh");
  const choices = useMemo(() => {
    const rows = everything.data?.byUnit ?? [];
    return { units: unitNames(rows), statuses: statuses(rows) };
  }, [everything.data]);
  // Also while it is being tried again by itself.
  const failure = overview.failureReason ?? ofStatus.failureReason;
  return (
    <div
      data-page="propostas"
      aria-busy={overview.isFetching || ofStatus.isFetching}
      className="@container flex flex-col gap-4"
    >
      <PageHeader
        icon={Briefcase}
        title="Gestão de Propostas"
        text="Acompanhamento comercial e conversão."
        sync={
          <SyncBadge
            label="Última Sincronização"
            service={SERVICE}
            freshness={refresh.freshness}
            mayRefresh={mayRefresh}
          />
        }
      >
        {mayRefresh && <RefreshButton refresh={refresh} idle="Atualizar Dados" />}
        <ExportButtons page="propostas" query={queryOf({ period, unit, status })} />
        <FiltersButton {...shownFilters} />
      </PageHeader>
      {shownFilters.shown && <FilterCard filters={filters} onChange={change} {...choices} />}
      <ReadingLine reading={overview.isFetching || ofStatus.isFetching} />
      {failure && (
        <Problem
          title="As propostas não puderam ser lidas."
          text={messageOf(failure)}
          onRetry={() => void askAgain(client, ["proposals"])}
        />
      )}
      {overview.data && ofStatus.data ? (
        <Figures
          answer={overview.data}
          ofAllUnits={everything.data ?? overview.data}
          ranking={ofStatus.data.byProposer}
          filters={filters}
          onChange={change}
          dim={overview.isPlaceholderData || ofStatus.isPlaceholderData}
        />
      ) : (
        !failure && <Skeleton />
      )}
    </div>
  );
}

interface FiguresProps {
  answer: ProposalsAnswer;
  /** The same without the unit's filter: other units stay in sight, to go on to. */
  ofAllUnits: ProposalsAnswer;
  /** Of the status that is filtered. */
  ranking: ProposalsAnswer["byProposer"];
  filters: Filters;
  onChange: (changes: Partial<Filters>, replace?: boolean) => void;
  /** What is shown belongs to the former filters. */
  dim: boolean;
}

function Figures({ answer, ofAllUnits, ranking, filters, onChange, dim }: FiguresProps) {
  const { status } = filters;
  const all = useMemo(() => funnel(answer), [answer]);
  const stands = useMemo(() => byStatus(answer.byUnit), [answer]);
  const shown = useMemo(() => answer.byUnit.filter((row) => matches(row, status)), [answer, status]);
  const figures = useMemo(() => (status === ALL ? all : funnelOf(shown)), [all, shown, status]);
  const lines = useMemo(
    () => units(ofAllUnits.byUnit.filter((row) => matches(row, status))),
    [ofAllUnits, status],
  );
  return (
    <div data-state="ready" className={cx("flex flex-col gap-4 transition-opacity", dim && "opacity-60")}>
      <FunnelCards
        funnel={all}
        statuses={stands}
        status={status}
        onStatus={(next) => onChange({ status: next, page: "1" })}
      />
      <Kpis funnel={figures} />
      <div className="grid items-start gap-4 @min-[76rem]:grid-cols-[22rem_minmax(0,1fr)]">
        <Units
          units={lines}
          unit={filters.unit}
          onUnit={(unit) => onChange({ unit, page: "1" })}
          onClear={isFiltered(filters) ? () => onChange(NO_FILTER) : undefined}
        />
        <Ranking proposers={ranking} filters={filters} onChange={onChange} />
      </div>
    </div>
  );
}
