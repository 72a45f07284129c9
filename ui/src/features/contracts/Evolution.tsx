import { ChartColumn, Download, Table2 } from "lucide-react";
import { useMemo } from "react";
import Chart from "@/components/charts/Chart";
import { COLORS, overTime } from "@/components/charts/series";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { type Column, DataTable } from "@/components/ui/DataTable";
import { Empty } from "@/components/ui/Empty";
import { csv } from "@/lib/csv";
import { save } from "@/lib/download";
import { date, day, int, kAxis, money2 } from "@/lib/format";
import { type Filters, sortOf, sortText } from "./filters";
import type { Day } from "./model";

const TITLE = "Evolução do Faturamento Realizado (Diário)";

interface Props {
  series: readonly Day[];
  /** Of the whole period, as the server adds it up. */
  total: number;
  filters: Filters;
  onChange: (changes: Partial<Filters>) => void;
  className?: string;
}

/** What came in day by day, drawn or as a list. */
export function Evolution({ series, total, filters, onChange, className }: Props) {
  const lists = filters.detail === "1";
  const option = useMemo(() => drawing(series), [series]);
  const columns = useMemo(() => columnsOf(total), [total]);
  const isEmpty = series.every(({ faturamento }) => faturamento === 0);
  const Other = lists ? ChartColumn : Table2;
  return (
    <Card
      title={TITLE}
      className={className}
      actions={
        !isEmpty && (
          <>
            <Button
              look="ghost"
              onClick={() => saveDays(series)}
              aria-label="Baixar CSV: Faturamento Realizado"
            >
              <Download aria-hidden className="size-4" />
              CSV
            </Button>
            <Button look="quiet" onClick={() => onChange({ detail: lists ? "0" : "1" })}>
              <Other aria-hidden className="size-4" />
              {lists ? "Ver gráfico" : "Ver tabela"}
            </Button>
          </>
        )
      }
    >
      {isEmpty ? (
        <Empty text="Nenhum faturamento no período." icon={ChartColumn} />
      ) : lists ? (
        <DataTable
          label={TITLE}
          slug="faturamento-diario"
          columns={columns}
          rows={series}
          rowKey={(row) => row.date}
          empty="Nenhum faturamento no período."
          sort={sortOf(filters)}
          onSort={(sort) => onChange({ sort: sortText(sort), page: "1" })}
          page={Number(filters.page) - 1}
          onPage={(page) => onChange({ page: String(page + 1) })}
          className="h-[410px]"
        />
      ) : (
        <Chart
          label={`${TITLE}: ${money2(total)} em ${int(series.length)} ${series.length === 1 ? "dia" : "dias"}`}
          option={option}
          className="h-[410px]"
        />
      )}
    </Card>
  );
}

const drawing = (series: readonly Day[]) =>
  overTime({
    labels: series.map((one) => day(one.date)),
    series: [
      {
        name: "Faturado",
        values: series.map(({ faturamento }) => faturamento),
        color: COLORS.emerald,
        shape: "bar",
      },
    ],
    format: money2,
    axis: (value) => `R$ ${kAxis(value)}`,
    titleOf: (index) => date(series[index]?.date),
  });

const columnsOf = (total: number): Column<Day>[] => [
  { id: "date", header: "Data", sortBy: (row) => row.date, cell: (row) => date(row.date), total: "Total" },
  {
    id: "faturamento",
    header: "Faturado",
    sortBy: (row) => row.faturamento,
    cell: (row) => money2(row.faturamento),
    numeric: true,
    total: money2(total),
  },
];

function saveDays(series: readonly Day[]) {
  const rows = series.map((one) => [date(one.date), one.faturamento]);
  const file = new Blob([csv(["Data", "Faturado"], rows)], { type: "text/csv;charset=utf-8" });
  save(`resolve-saude-faturamento-${series[0]?.date ?? ""}_${series.at(-1)?.date ?? ""}.csv`, file);
}
