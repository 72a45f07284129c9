/** Appointments by the day they were made: how many, how many confirmed, how many missed. */

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CalendarCheck2, CircleCheck } from "lucide-react";
import { useMemo } from "react";
import { cx } from "@/components/ui/cx";
import { FiltersButton, useFilters } from "@/components/ui/Filters";
import { Kpi } from "@/components/ui/Kpi";
import { PageHeader, ReadingLine } from "@/components/ui/PageHeader";
import { Problem } from "@/components/ui/Problem";
import { may } from "@/features/access/queries";
import { useUser } from "@/features/access/user";
import { ExportButtons } from "@/features/operations/ExportButtons";
import { RefreshButton } from "@/features/operations/RefreshButton";
import { SyncBadge } from "@/features/operations/SyncBadge";
import { useRefresh } from "@/features/operations/useRefresh";
import { messageOf } from "@/lib/api/client";
import { askAgain } from "@/lib/askAgain";
import { int, pct2 } from "@/lib/format";
import { useSearchState } from "@/lib/useSearchState";
import { useTitle } from "@/lib/useTitle";
import { Evolution } from "./Evolution";
import { FilterCard } from "./FilterCard";
import { accepts, defaults, type Filters } from "./filters";
import { points } from "./model";
import { appointmentQueries, type History, questionOf } from "./queries";

/** The job that fills the table this page counts. */
const SERVICE = "financeiro";

export default function AppointmentsPage() {
  useTitle("Dashboard de Agendamentos");
  const client = useQueryClient();
  const user = useUser();
  const initial = useMemo(() => defaults(), []);
  const [filters, change] = useSearchState("agendamentos", initial, accepts);
  const shownFilters = useFilters();
  // Other figures begin at their first page.
  const ask = (changes: Partial<Filters>) => change({ ...changes, page: "1" });
  const { data, isFetching, isPlaceholderData, failureReason } = useQuery(
    appointmentQueries.history(filters),
  );
  const readAgain = () => void client.invalidateQueries({ queryKey: ["appointments"] });
  const refresh = useRefresh(SERVICE, "Agendamentos", readAgain);
  const mayRefresh = may(user, "agendamentos", "refresh") || may(user, "produtividade", "refresh");
  return (
    <div data-page="agendamentos" aria-busy={isFetching} className="flex flex-col gap-4">
      <PageHeader
        icon={CalendarCheck2}
        tint="bg-[#1e3a8a]"
        title="Agendamentos"
        text="Histórico e evolução de agendamentos."
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
        <ExportButtons page="agendamentos" query={questionOf(filters)} />
        <FiltersButton {...shownFilters} />
      </PageHeader>
      {shownFilters.shown && <FilterCard filters={filters} onChange={ask} known={data?.distincts} />}
      <ReadingLine reading={isFetching} />
      {failureReason && (
        <Problem
          title="Os agendamentos não puderam ser lidos."
          text={messageOf(failureReason)}
          onRetry={() => void askAgain(client, ["appointments"])}
        />
      )}
      {data ? (
        <Figures
          answer={data}
          filters={filters}
          onChange={change}
          dim={isPlaceholderData}
          isKnown={data.stats.totalPeriod > 0 || data.heartbeat.last_run !== null}
        />
      ) : (
        !failureReason && <Skeleton />
      )}
    </div>
  );
}

interface FiguresProps {
  answer: History;
  filters: Filters;
  onChange: (changes: Partial<Filters>) => void;
  /** What is shown belongs to the former filters. */
  dim: boolean;
  /** Nothing is only nothing once the source has been read. */
  isKnown: boolean;
}

function Figures({ answer, filters, onChange, dim, isKnown }: FiguresProps) {
  const { stats } = answer;
  const series = useMemo(() => points(answer.series, answer.period, answer.by), [answer]);
  return (
    <div
      data-state={stats.totalPeriod > 0 ? "ready" : "empty"}
      className={cx("flex flex-col gap-4 transition-opacity", dim && "opacity-60")}
    >
      <section aria-label="Indicadores" className="grid grid-cols-2 gap-3 sm:gap-4">
        <Kpi
          slug="total"
          title="Total de Agendamentos"
          value={isKnown ? stats.totalPeriod : null}
          text={int(isKnown ? stats.totalPeriod : null)}
          tint="bg-info-wash text-info-ink"
          icon={CalendarCheck2}
        />
        <Kpi
          slug="taxa-confirmacao"
          title="Taxa de Confirmação"
          value={isKnown ? stats.confirmedRate : null}
          text={pct2(isKnown ? stats.confirmedRate * 100 : null)}
          tint="bg-good-wash text-good-ink"
          icon={CircleCheck}
        />
      </section>
      <Evolution series={series} filters={filters} onChange={onChange} isKnown={isKnown} />
    </div>
  );
}

const BLOCK = "animate-shimmer rounded-card bg-slate-200/70";

/** Where the figures will be, before the first answer. */
const Skeleton = () => (
  <div aria-hidden data-state="loading" className="flex flex-col gap-4">
    <div className="grid grid-cols-2 gap-3 sm:gap-4">
      <div className={`${BLOCK} h-24`} />
      <div className={`${BLOCK} h-24`} />
    </div>
    <div className="grid gap-4 2xl:grid-cols-[3fr_2fr]">
      <div className={`${BLOCK} h-[440px]`} />
      <div className={`${BLOCK} h-[440px]`} />
    </div>
  </div>
);
