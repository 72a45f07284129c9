/** Billing of a period, by unit, group and procedure; two periods side by side. */

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleDollarSign, Download, FileChartColumn } from "lucide-react";
import { useMemo, useState } from "react";
import { COLORS } from "@/components/charts/series";
import { Button } from "@/components/ui/Button";
import { cx } from "@/components/ui/cx";
import { FiltersButton, useFilters } from "@/components/ui/Filters";
import { PageHeader, ReadingLine } from "@/components/ui/PageHeader";
import { Problem } from "@/components/ui/Problem";
import { ALL } from "@/components/ui/SearchSelect";
import { may } from "@/features/access/queries";
import { signedIn } from "@/features/access/user";
import { saveFile } from "@/features/downloads/transfers";
import { RefreshButton } from "@/features/operations/RefreshButton";
import { SyncBadge } from "@/features/operations/SyncBadge";
import { useRefresh } from "@/features/operations/useRefresh";
import { messageOf } from "@/lib/api/client";
import { askAgain } from "@/lib/askAgain";
import { date } from "@/lib/format";
import type { Period } from "@/lib/period";
import { useStore } from "@/lib/store";
import { useSearchState } from "@/lib/useSearchState";
import { useTitle } from "@/lib/useTitle";
import { Evolution } from "./Evolution";
import { FilterCard } from "./FilterCard";
import { accepts, defaults, type Filters, periodA, periodB } from "./filters";
import { GeneralReport } from "./GeneralReport";
import { Groups } from "./Groups";
import { Kpis } from "./Kpis";
import { days, months } from "./model";
import { financeQueries, type History, type Question, queryOf } from "./queries";
import { Skeleton } from "./Skeleton";

const SERVICE = "faturamento";

const range = ({ from, to }: Period) => `${date(from)} - ${date(to)}`;

const question = (filters: Filters, period: Period): Question => ({
  period,
  unit: filters.unit,
  group: filters.group,
  procedure: filters.procedure,
});

export default function FinancePage() {
  useTitle("Financeiro");
  const client = useQueryClient();
  const user = useStore(signedIn);
  const initial = useMemo(() => defaults(), []);
  const [filters, change] = useSearchState("financeiro", initial, accepts);
  const shownFilters = useFilters();
  const [showsReport, setShowsReport] = useState(false);

  const [a, b] = [periodA(filters), periodB(filters)];
  const ofA = useQuery(financeQueries.history(question(filters, a)));
  const ofB = useQuery({ ...financeQueries.history(question(filters, b ?? a)), enabled: b !== null });
  const refresh = useRefresh(SERVICE, "Faturamento", () => {
    void client.invalidateQueries({ queryKey: ["finance"] });
  });
  const mayRefresh = may(user, "financeiro", "refresh") || may(user, "dashboard", "refresh");
  const fetching = ofA.isFetching || ofB.isFetching;
  // Also while it is being tried again by itself.
  const failure = ofA.failureReason ?? (b ? ofB.failureReason : null);
  const ready = ofA.data && (b === null || ofB.data);
  return (
    <div data-page="financeiro" aria-busy={fetching} className="flex flex-col gap-4">
      <PageHeader
        icon={CircleDollarSign}
        tint="bg-[#047857]"
        title="Financeiro"
        text="Análise de faturamento, volume e ticket médio."
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
        <ExportButton question={question(filters, a)} filters={filters} />
        <Button
          look="quiet"
          className="border-good/50 bg-good-wash text-good-ink hover:border-good hover:bg-good-wash"
          onClick={() => setShowsReport(true)}
        >
          <FileChartColumn aria-hidden className="size-4" />
          Relatório Geral
        </Button>
        <FiltersButton {...shownFilters} />
      </PageHeader>
      {shownFilters.shown && <FilterCard filters={filters} onChange={change} history={ofA.data} />}
      <ReadingLine reading={fetching} />
      {failure && (
        <Problem
          title="O faturamento não pôde ser lido."
          text={messageOf(failure)}
          onRetry={() => void askAgain(client, ["finance", "history"])}
        />
      )}
      {ready ? (
        <Figures
          filters={filters}
          a={{ period: a, history: ofA.data }}
          b={b && ofB.data ? { period: b, history: ofB.data } : null}
          onGroup={(group) => change({ group, procedure: ALL })}
          dim={ofA.isPlaceholderData || (b !== null && ofB.isPlaceholderData)}
        />
      ) : (
        !failure && <Skeleton />
      )}
      <GeneralReport open={showsReport} onClose={() => setShowsReport(false)} />
    </div>
  );
}

interface Side {
  period: Period;
  history: History;
}

interface FiguresProps {
  filters: Filters;
  a: Side;
  b: Side | null;
  onGroup: (group: string) => void;
  /** What is shown belongs to the former filters. */
  dim: boolean;
}

function Figures({ filters, a, b, onGroup, dim }: FiguresProps) {
  const series = useMemo(
    () => ({
      monthly: { a: months(a.history, a.period), b: b && months(b.history, b.period) },
      daily: { a: days(a.history, a.period), b: b && days(b.history, b.period) },
    }),
    [a.history, a.period, b],
  );
  const ranges = { a: range(a.period), b: b && range(b.period) };
  return (
    <div className={cx("flex flex-col gap-4 transition-opacity", dim && "opacity-60")}>
      <Kpis
        a={{ period: a.period, totals: a.history.totals }}
        b={b && { period: b.period, totals: b.history.totals }}
      />
      <div className={cx("grid gap-4", b ? "2xl:grid-cols-2" : "lg:grid-cols-2 2xl:grid-cols-3")}>
        <Groups a={a.history} b={b?.history ?? null} group={filters.group} onGroup={onGroup} />
        <Evolution
          chartTitle="Evolução Mensal"
          tableTitle="Detalhe Mensal"
          slug="mensal"
          a={series.monthly.a}
          b={series.monthly.b}
          ranges={ranges}
          color={COLORS.navy}
          tableClass={b ? "2xl:col-span-2" : "max-2xl:lg:col-span-2"}
        />
      </div>
      <div className={cx("grid gap-4", !b && "2xl:grid-cols-3")}>
        <Evolution
          chartTitle="Curva Diária"
          tableTitle="Detalhe Diário"
          slug="diario"
          a={series.daily.a}
          b={series.daily.b}
          ranges={ranges}
          color={COLORS.sky}
          chartClass={b ? undefined : "2xl:col-span-2"}
        />
      </div>
    </div>
  );
}

/** Everything on screen as a workbook that names the filters and what they are compared with. */
function ExportButton({ question, filters }: { question: Question; filters: Filters }) {
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    const { compare, bfrom, bto, same } = filters;
    const compared = { compare, bfrom, bto, same };
    const query = new URLSearchParams({ ...queryOf(question), ...(compare && compared), format: "xlsx" });
    try {
      await saveFile(
        `/api/admin/financial/history?${query}`,
        `financeiro-${question.period.from}-${question.period.to}.xlsx`,
      );
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button look="quiet" busy={busy} onClick={run} data-action="export">
      {!busy && <Download aria-hidden className="size-4" />}
      {busy ? "Exportando..." : "Exportar XLSX"}
    </Button>
  );
}
