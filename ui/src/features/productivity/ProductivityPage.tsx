/** Appointments made per attendant and team. */

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { UserRoundCheck, Users } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/Button";
import { cx } from "@/components/ui/cx";
import { DateRange } from "@/components/ui/DateRange";
import { ReadingLine } from "@/components/ui/PageHeader";
import { Problem } from "@/components/ui/Problem";
import { may } from "@/features/access/queries";
import { useUser } from "@/features/access/user";
import { ExportButtons } from "@/features/operations/ExportButtons";
import { RefreshButton } from "@/features/operations/RefreshButton";
import { SyncBadge } from "@/features/operations/SyncBadge";
import { useRefresh } from "@/features/operations/useRefresh";
import { messageOf } from "@/lib/api/client";
import { askAgain } from "@/lib/askAgain";
import { fold } from "@/lib/format";
import { useSearchState } from "@/lib/useSearchState";
import { useTitle } from "@/lib/useTitle";
import { accepts, defaults, type Filters, periodOf } from "./filters";
import { FIRST_TEAM, ranking, teamNames } from "./model";
import { type Productivity, productivityQueries, queryOf } from "./queries";
import { Ranking } from "./Ranking";
import { Summary } from "./Summary";
import { TeamsDialog } from "./TeamsDialog";

/** The job that fills the table this page counts. */
const SERVICE = "financeiro";

export default function ProductivityPage() {
  useTitle("Produtividade de Agendamento");
  const client = useQueryClient();
  const user = useUser();
  const initial = useMemo(() => defaults(), []);
  const [filters, change] = useSearchState("produtividade", initial, accepts);
  const [showsTeams, setShowsTeams] = useState(false);
  const query = useQuery(productivityQueries.stats(periodOf(filters), filters.team));
  const { data, isFetching, failureReason } = query;
  const readAgain = () => void client.invalidateQueries({ queryKey: ["productivity"] });
  const refresh = useRefresh(SERVICE, "Agendamentos", readAgain);
  const mayRefresh = may(user, "produtividade", "refresh") || may(user, "agendamentos", "refresh");
  const closeTeams = () => {
    setShowsTeams(false);
    readAgain();
  };
  const leaveTeam = (name: string) => {
    if (fold(name) === fold(filters.team)) change({ team: FIRST_TEAM });
  };
  return (
    <div data-page="produtividade" aria-busy={isFetching} className="flex flex-col gap-4">
      <header className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-72 items-center gap-4">
          <span className="flex size-12 shrink-0 items-center justify-center rounded-card bg-[#1e3a8a] text-white shadow-card">
            <UserRoundCheck aria-hidden className="size-6" />
          </span>
          <div className="min-w-0">
            <h1 className="text-xl leading-7 font-bold">Produtividade</h1>
            <p className="text-sm text-soft">Métricas por data de agendamento.</p>
          </div>
        </div>
        <SyncBadge
          label="Última Atualização"
          service={SERVICE}
          freshness={refresh.freshness}
          mayRefresh={mayRefresh}
        />
        <div className="flex flex-wrap items-center gap-2">
          <Button look="quiet" onClick={() => setShowsTeams(true)}>
            <Users aria-hidden className="size-4" />
            Equipes
          </Button>
          {mayRefresh && <RefreshButton refresh={refresh} />}
          <ExportButtons page="produtividade" query={queryOf(periodOf(filters), filters.team)} />
        </div>
        <div className="w-full sm:w-80">
          <DateRange
            label="Período"
            value={periodOf(filters)}
            onChange={({ from, to }) => change({ from, to, page: "1" })}
            withPresets
          />
        </div>
      </header>
      <ReadingLine reading={isFetching} />
      {failureReason && (
        <Problem
          title="A produtividade não pôde ser lida."
          text={messageOf(failureReason)}
          onRetry={() => void askAgain(client, ["productivity"])}
        />
      )}
      {data ? (
        <Figures stats={data} filters={filters} onChange={change} dim={query.isPlaceholderData} />
      ) : (
        !failureReason && <Skeleton />
      )}
      <TeamsDialog
        open={showsTeams}
        onClose={closeTeams}
        mayEdit={may(user, "produtividade", "edit")}
        onDeleted={leaveTeam}
      />
    </div>
  );
}

interface FiguresProps {
  stats: Productivity;
  filters: Filters;
  onChange: (changes: Partial<Filters>, replace?: boolean) => void;
  /** What is shown belongs to the former filters. */
  dim: boolean;
}

function Figures({ stats, filters, onChange, dim }: FiguresProps) {
  const teams = useQuery(productivityQueries.teams());
  // Nothing is only nothing once the source has been read.
  const wasRead = stats.globalStats.total > 0 || stats.heartbeat.last_run !== null;
  const people = useMemo(() => ranking(stats.userStats, filters.team), [stats.userStats, filters.team]);
  return (
    <div
      data-state={people.length > 0 ? "ready" : "empty"}
      className={cx("flex flex-col gap-4 transition-opacity", dim && "opacity-60")}
    >
      <Summary
        stats={stats}
        wasRead={wasRead}
        team={filters.team}
        teams={teamNames(teams.data?.teams, filters.team)}
        isKnown={!teams.data || teams.data.teams.some(({ name }) => fold(name) === fold(filters.team))}
        onTeam={(team) => onChange({ team })}
      />
      <Ranking people={people} wasRead={wasRead} filters={filters} onChange={onChange} />
    </div>
  );
}

const BLOCK = "animate-shimmer rounded-card bg-slate-200/70";

/** Where the figures will be, before the first answer. */
const Skeleton = () => (
  <div role="status" data-state="loading" className="flex flex-col gap-4">
    <span className="sr-only">Carregando dados...</span>
    <div className="grid gap-4 lg:grid-cols-2">
      <div className={`${BLOCK} h-36`} />
      <div className={`${BLOCK} h-36`} />
    </div>
    <div className={`${BLOCK} h-[480px]`} />
  </div>
);
