import { Download } from "lucide-react";
import { useMemo } from "react";
import Chart from "@/components/charts/Chart";
import { COLORS, overTime } from "@/components/charts/series";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { type Column, DataTable } from "@/components/ui/DataTable";
import { type Cell, csv } from "@/lib/csv";
import { save } from "@/lib/download";
import { date, int, money0, money2, month } from "@/lib/format";
import { Delta, DeltaPct } from "./Delta";
import { change, labelOf, type Pair, type Point, pairs, sum, ticket } from "./model";

interface Props {
  /** `Mensal` or `Diário`/`Diária`: of what a point is. */
  chartTitle: string;
  tableTitle: string;
  /** Part of the name of the saved table. */
  slug: string;
  a: readonly Point[];
  /** What is compared; `null` when nothing is. */
  b: readonly Point[] | null;
  ranges: { a: string; b: string | null };
  color: string;
  chartClass?: string;
  tableClass?: string;
}

const full = (key: string) => (key.length === 7 ? month(key) : date(key));

/** A curve and the table behind it. */
export function Evolution(props: Props) {
  const { chartTitle, tableTitle, slug, a, b, ranges, color, chartClass, tableClass } = props;
  const compared = useMemo(() => (b ? pairs(a, b) : null), [a, b]);
  const option = useMemo(
    () => (compared ? comparison(compared, ranges, color) : single(a, color)),
    [a, compared, ranges, color],
  );
  const suffix = compared ? " (Comparativo)" : "";
  const saveTable = () => {
    const table = compared ? pairsTable(compared) : pointsTable(a);
    const file = new Blob([csv(table.header, table.rows)], { type: "text/csv;charset=utf-8" });
    save(`financeiro-${slug}-${a[0]?.key ?? ""}_${a.at(-1)?.key ?? ""}.csv`, file);
  };
  return (
    <>
      <Card title={chartTitle + suffix} className={chartClass}>
        <Chart
          label={`${chartTitle}${suffix}: ${money2(sum(a).total)} em ${int(a.length)} ${slug === "mensal" ? "meses" : "dias"}`}
          option={option}
          className="h-[300px]"
        />
      </Card>
      <Card
        title={tableTitle + suffix}
        className={tableClass}
        actions={
          <Button look="ghost" onClick={saveTable} aria-label={`Baixar CSV: ${tableTitle}`}>
            <Download aria-hidden className="size-4" />
            CSV
          </Button>
        }
      >
        {compared ? (
          <DataTable
            label={tableTitle + suffix}
            columns={pairColumns(compared)}
            rows={compared}
            rowKey={(row) => String(row.index)}
            empty="Sem dados"
            className="max-h-[300px]"
            pageSize={400}
          />
        ) : (
          <DataTable
            label={tableTitle}
            columns={pointColumns(a)}
            rows={a}
            rowKey={(row) => row.key}
            empty="Sem dados"
            initialSort={{ column: "key", descending: true }}
            className="max-h-[300px]"
            pageSize={400}
          />
        )}
      </Card>
    </>
  );
}

const single = (points: readonly Point[], color: string) =>
  overTime({
    labels: points.map(({ key }) => labelOf(key)),
    series: [{ name: "Faturamento", values: points.map(({ total }) => total), color, shape: "area" }],
    format: money0,
    titleOf: (index) => full(points[index]?.key ?? ""),
  });

const comparison = (rows: readonly Pair[], ranges: Props["ranges"], color: string) =>
  overTime({
    labels: rows.map(({ label }) => label),
    series: [
      { name: `Período A (${ranges.a})`, values: rows.map(({ a }) => a), color },
      { name: `Período B (${ranges.b ?? ""})`, values: rows.map(({ b }) => b), color: COLORS.teal },
      { name: "Delta (A − B)", values: rows.map(({ delta }) => delta), color: COLORS.slate, dashed: true },
    ],
    format: money0,
    titleOf: (index) => {
      const row = rows[index];
      return row ? [row.label, row.detail].filter(Boolean).join(" · ") : "";
    },
  });

function pointColumns(points: readonly Point[]): Column<Point>[] {
  const total = sum(points);
  return [
    { id: "key", header: "Período", sortBy: (row) => row.key, cell: (row) => full(row.key), total: "Total" },
    {
      id: "qtd",
      header: "Qtd",
      sortBy: (row) => row.qtd,
      cell: (row) => int(row.qtd),
      numeric: true,
      total: int(total.qtd),
    },
    {
      id: "ticket",
      header: "Médio",
      sortBy: ticket,
      cell: (row) => money2(ticket(row)),
      numeric: true,
      className: "max-sm:hidden",
      total: money2(ticket(total)),
    },
    {
      id: "total",
      header: "Total",
      sortBy: (row) => row.total,
      cell: (row) => money2(row.total),
      numeric: true,
      total: money2(total.total),
    },
  ];
}

function pairColumns(rows: readonly Pair[]): Column<Pair>[] {
  const of = (side: "a" | "b") => rows.reduce((total, row) => total + row[side], 0);
  const total = change(of("a"), of("b"));
  return [
    {
      id: "index",
      header: "Período",
      sortBy: (row) => row.index,
      cell: (row) => (
        <>
          {row.label}
          {row.detail && <span className="block text-xs text-soft">{row.detail}</span>}
        </>
      ),
      total: "Total",
    },
    {
      id: "a",
      header: "Período A",
      sortBy: (row) => row.a,
      cell: (row) => money2(row.a),
      numeric: true,
      total: money2(total.a),
    },
    {
      id: "b",
      header: "Período B",
      sortBy: (row) => row.b,
      cell: (row) => money2(row.b),
      numeric: true,
      total: money2(total.b),
    },
    {
      id: "delta",
      header: "Delta",
      sortBy: (row) => row.delta,
      cell: (row) => <Delta delta={row.delta} format={money2} />,
      numeric: true,
      total: <Delta delta={total.delta} format={money2} />,
    },
    {
      id: "pct",
      header: "Delta %",
      sortBy: (row) => row.pct,
      cell: (row) => <DeltaPct delta={row.delta} pct={row.pct} />,
      numeric: true,
      total: <DeltaPct delta={total.delta} pct={total.pct} />,
    },
  ];
}

interface Table {
  header: string[];
  rows: Cell[][];
}

const cents = (value: number) => Math.round(value * 100) / 100;

const pointsTable = (points: readonly Point[]): Table => ({
  header: ["Período", "Qtd", "Médio", "Total"],
  rows: points.map((point) => [full(point.key), point.qtd, cents(ticket(point)), point.total]),
});

const pairsTable = (rows: readonly Pair[]): Table => ({
  header: ["Período", "Período A", "Período B", "Delta", "Delta %"],
  rows: rows.map(({ label, detail, a, b, delta, pct }) => [
    detail ? `${label} (${detail})` : label,
    a,
    b,
    delta,
    pct === null ? null : Math.round(pct * 10) / 10,
  ]),
});
