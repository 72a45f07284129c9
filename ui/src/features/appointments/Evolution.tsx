import { Download } from "lucide-react";
import { useMemo } from "react";
import Chart from "@/components/charts/Chart";
import { COLORS, overTime } from "@/components/charts/series";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { type Column, DataTable } from "@/components/ui/DataTable";
import { Empty } from "@/components/ui/Empty";
import { csv } from "@/lib/csv";
import { save } from "@/lib/download";
import { int, pct1 } from "@/lib/format";
import { CLEARED, type Filters, isFiltered, periodOf, sortOf, sortText } from "./filters";
import { confirmedPct, fullName, type Point, sum, tick } from "./model";

interface Props {
  series: readonly Point[];
  filters: Filters;
  onChange: (changes: Partial<Filters>) => void;
  /** The source has been read at least once. */
  isKnown: boolean;
}

/** The curves and the table behind them. */
export function Evolution({ series, filters, onChange, isKnown }: Props) {
  const nothing = isKnown
    ? "Nenhum agendamento no período"
    : "Os agendamentos chegam com a primeira sincronização.";
  const totals = useMemo(() => sum(series), [series]);
  const option = useMemo(() => drawing(series), [series]);
  const columns = useMemo(() => columnsOf(totals), [totals]);
  const saveTable = () => {
    const rows = series.map((point) => [
      fullName(point.period),
      point.total,
      point.confirmados,
      rounded(confirmedPct(point)),
      point.nao_compareceu,
    ]);
    const header = ["Período", "Total", "Confirmados", "Taxa de Confirmação (%)", "Não compareceu"];
    const file = new Blob([csv(header, rows)], { type: "text/csv;charset=utf-8" });
    const { from, to } = periodOf(filters);
    save(`agendamentos-evolucao-${from}_${to}.csv`, file);
  };
  return (
    <div className="grid gap-4 2xl:grid-cols-[3fr_2fr]">
      <Card title="Evolução de Agendamentos" hint="Pela data em que o agendamento foi feito.">
        {totals.total === 0 ? (
          <div className="flex h-[360px] flex-col justify-center">
            <Empty
              text={
                isKnown
                  ? "Nenhum agendamento no período"
                  : "Os agendamentos chegam com a primeira sincronização."
              }
              onClear={isKnown && isFiltered(filters) ? () => onChange(CLEARED) : undefined}
            />
          </div>
        ) : (
          <Chart
            label={`Evolução: ${int(totals.total)} agendamentos, ${int(totals.confirmados)} confirmados, ${int(totals.nao_compareceu)} não compareceram`}
            option={option}
            className="h-[360px]"
          />
        )}
      </Card>
      <Card
        title="Detalhe por Período"
        actions={
          <Button look="ghost" onClick={saveTable} aria-label="Baixar CSV: Detalhe por Período">
            <Download aria-hidden className="size-4" />
            CSV
          </Button>
        }
      >
        <DataTable
          label="Detalhe por Período"
          slug="evolucao"
          columns={columns}
          rows={isKnown ? series : []}
          rowKey={(point) => point.period}
          empty={nothing}
          sort={sortOf(filters)}
          onSort={(sort) => onChange({ sort: sortText(sort), page: "1" })}
          page={Number(filters.page) - 1}
          onPage={(page) => onChange({ page: String(page + 1) })}
          className="max-h-[360px]"
        />
      </Card>
    </div>
  );
}

const rounded = (pct: number | null) => pct && Math.round(pct * 10) / 10;

const drawing = (series: readonly Point[]) =>
  overTime({
    labels: series.map(({ period }) => tick(period)),
    series: [
      { name: "Total", values: series.map(({ total }) => total), color: COLORS.blue },
      { name: "Confirmados", values: series.map(({ confirmados }) => confirmados), color: COLORS.green },
      {
        name: "Não compareceu",
        values: series.map(({ nao_compareceu }) => nao_compareceu),
        color: COLORS.amber,
        dashed: true,
      },
    ],
    format: int,
    axis: int,
    titleOf: (index) => fullName(series[index]?.period ?? ""),
  });

const missed = (count: number) => `${int(count)} não ${count === 1 ? "compareceu" : "compareceram"}`;

/** On a phone the missed ones stand under the period, where there is room for them. */
const WIDE_ONLY = "max-sm:hidden";
const TIGHT = "max-sm:px-2";
const NARROW_ONLY = "block text-xs font-normal text-soft sm:hidden";

const columnsOf = (totals: ReturnType<typeof sum>): Column<Point>[] => [
  {
    id: "period",
    header: "Período",
    className: TIGHT,
    sortBy: ({ period }) => period,
    cell: ({ period, nao_compareceu }) => (
      <>
        {fullName(period)}
        <span className={NARROW_ONLY}>{missed(nao_compareceu)}</span>
      </>
    ),
    total: (
      <>
        Total
        <span className={NARROW_ONLY}>{missed(totals.nao_compareceu)}</span>
      </>
    ),
  },
  {
    id: "total",
    header: "Total",
    sortBy: ({ total }) => total,
    cell: ({ total }) => int(total),
    numeric: true,
    total: int(totals.total),
    className: TIGHT,
  },
  {
    id: "confirmados",
    header: "Confirmados",
    sortBy: ({ confirmados }) => confirmados,
    cell: ({ confirmados }) => int(confirmados),
    numeric: true,
    total: int(totals.confirmados),
    className: TIGHT,
  },
  {
    id: "taxa",
    header: "Taxa",
    sortBy: confirmedPct,
    cell: (point) => pct1(confirmedPct(point)),
    numeric: true,
    className: WIDE_ONLY,
    total: pct1(confirmedPct(totals)),
  },
  {
    id: "nao_compareceu",
    header: "Não compareceu",
    sortBy: ({ nao_compareceu }) => nao_compareceu,
    cell: ({ nao_compareceu }) => int(nao_compareceu),
    numeric: true,
    className: WIDE_ONLY,
    total: int(totals.nao_compareceu),
  },
];
