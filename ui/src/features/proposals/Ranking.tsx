import { Download, Search, UserRoundX } from "lucide-react";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { cx } from "@/components/ui/cx";
import { type Column, DataTable } from "@/components/ui/DataTable";
import { Empty } from "@/components/ui/Empty";
import { ALL } from "@/components/ui/SearchSelect";
import { Select } from "@/components/ui/Select";
import { csv } from "@/lib/csv";
import { save } from "@/lib/download";
import { fold, int, money2, pct1 } from "@/lib/format";
import { useMedia } from "@/lib/useMedia";
import { type COLUMNS, type Filters, NO_FILTER, sortOf, sortText } from "./filters";
import { type Ranked, ranked, rankedTotal } from "./model";
import type { Proposer } from "./queries";

/** What is typed goes to the address after this pause. */
const PAUSE_MS = 300;

interface Props {
  proposers: readonly Proposer[];
  filters: Filters;
  onChange: (changes: Partial<Filters>, replace?: boolean) => void;
  className?: string;
}

/** Who proposed how much, and how much of it was carried out. */
export function Ranking({ proposers, filters, onChange, className }: Props) {
  const [typed, setTyped] = useTyped(filters.q, onChange);
  const wanted = fold(useDeferredValue(typed));
  const all = useMemo(() => ranked(proposers), [proposers]);
  const found = useMemo(() => all.filter(({ folded }) => folded.includes(wanted)), [all, wanted]);
  const columns = useMemo(() => columnsOf(found, wanted, setTyped), [found, wanted, setTyped]);
  const isPhone = useMedia("(max-width: 767px)");
  const isNarrowed = wanted !== "" || filters.unit !== ALL || filters.status !== ALL;
  return (
    <Card
      title="Ranking Profissional"
      hint="Clique em um profissional para ver só os dele"
      className={className}
      actions={
        <Button
          look="ghost"
          aria-label="Baixar CSV: Ranking Profissional"
          disabled={found.length === 0}
          onClick={() => saveRanking(found, filters)}
        >
          <Download aria-hidden className="size-4" />
          CSV
        </Button>
      }
    >
      <div className="mb-3 flex flex-col gap-3">
        <div className="relative">
          <Search aria-hidden className="absolute top-3 left-3 size-4 text-soft" />
          <input
            type="search"
            aria-label="Filtrar profissional"
            placeholder="Filtrar profissional..."
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            className="h-10 w-full rounded-card border border-slate-300 bg-card pr-3 pl-9 text-sm placeholder:text-slate-500 hover:border-slate-400"
          />
        </div>
        <div className="@min-[58rem]:hidden">
          <Select
            label="Ordenar por"
            value={filters.sort}
            options={ORDERS}
            onChange={(sort) => onChange({ sort, page: "1" })}
          />
        </div>
      </div>
      <DataTable
        label="Ranking Profissional"
        columns={columns}
        rows={found}
        rowKey={(row) => row.professional_name ?? ""}
        empty={
          <Empty
            text="Nenhum profissional encontrado."
            icon={UserRoundX}
            onClear={isNarrowed ? () => onChange(NO_FILTER) : undefined}
          />
        }
        className="md:max-h-[560px]"
        pageSize={isPhone ? 20 : 50}
        slug="ranking-profissional"
        sort={sortOf(filters)}
        onSort={(sort) => onChange({ sort: sortText(sort), page: "1" })}
        page={Number(filters.page) - 1}
        onPage={(page) => onChange({ page: String(page + 1) })}
      />
    </Card>
  );
}

/** What is typed shows at once; the address follows when the typing pauses. */
function useTyped(q: string, onChange: Props["onChange"]) {
  const [typed, setTyped] = useState(q);
  const latest = useRef(onChange);
  /** What the address was told last; anything else in it came from elsewhere. */
  const told = useRef(q);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    if (q === told.current) return;
    told.current = q;
    setTyped(q);
  }, [q]);
  useEffect(() => {
    if (typed === told.current) return;
    const timer = setTimeout(() => {
      told.current = typed;
      latest.current({ q: typed, page: "1" }, true);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return [typed, setTyped] as const;
}

type Figures = Omit<Ranked, "name" | "folded" | "professional_name">;

interface NumberColumn {
  id: (typeof COLUMNS)[number];
  header: string;
  of: (row: Figures) => number;
  format: (value: number) => string;
  /** Green: what was carried out. */
  isWon?: boolean;
  /** A narrow page has room for it; what the others say stands under the name there. */
  always?: boolean;
}

const NUMBERS: readonly NumberColumn[] = [
  { id: "qtd", header: "Qtd", of: (row) => row.qtd, format: int },
  { id: "executadas", header: "Exec. Qtd", of: (row) => row.qtd_executado, format: int, isWon: true },
  { id: "valor", header: "Total Estimado", of: (row) => row.valor, format: money2, always: true },
  {
    id: "executado",
    header: "Total Executado",
    of: (row) => row.valor_executado,
    format: money2,
    isWon: true,
  },
  { id: "conversao", header: "Taxa Conversão", of: (row) => row.conversion, format: pct1 },
  { id: "ticket", header: "Ticket Médio", of: (row) => row.ticket, format: money2 },
  { id: "ticket-executado", header: "Ticket Exec.", of: (row) => row.wonTicket, format: money2 },
];

/** For where there is no room for the headers. */
const ORDERS = [
  { value: "profissional:asc", label: "Profissional (A–Z)" },
  ...NUMBERS.map(({ id, header }) => ({ value: `${id}:desc`, label: `${header} (maior primeiro)` })),
  { value: "profissional:desc", label: "Profissional (Z–A)" },
  ...NUMBERS.map(({ id, header }) => ({ value: `${id}:asc`, label: `${header} (menor primeiro)` })),
];

function columnsOf(
  rows: readonly Ranked[],
  wanted: string,
  onName: (name: string) => void,
): Column<Ranked>[] {
  const total = rankedTotal(rows);
  const withAmounts = (row: Figures) => (
    <>
      {money2(row.valor)}
      <Amounts row={row} />
    </>
  );
  return [
    {
      id: "profissional",
      header: "Profissional",
      sortBy: (row) => row.name,
      cell: (row) => (
        <>
          <button
            type="button"
            aria-pressed={row.folded === wanted}
            onClick={() => onName(row.folded === wanted ? "" : row.name)}
            className="min-h-6 rounded-md text-left font-medium hover:text-info-ink hover:underline"
          >
            {row.name}
          </button>
          <Counts row={row} />
        </>
      ),
      total: (
        <>
          Total
          <Counts row={total} />
        </>
      ),
      className: "@max-[58rem]:align-top @min-[58rem]:min-w-40",
    },
    ...NUMBERS.map(
      ({ id, header, of, format, isWon, always }): Column<Ranked> => ({
        id,
        header,
        sortBy: of,
        cell: (row) => (always ? withAmounts(row) : format(of(row))),
        numeric: true,
        total: always ? withAmounts(total) : format(of(total)),
        className: cx("@max-[58rem]:align-top", isWon && "text-good-ink", !always && "@max-[58rem]:hidden"),
      }),
    ),
  ];
}

const SPARED = "block text-xs font-normal text-soft tabular-nums @min-[58rem]:hidden";

/** The counts that a narrow page has no columns for. */
const Counts = ({ row }: { row: Figures }) => (
  <span className={SPARED}>
    {int(row.qtd)} {row.qtd === 1 ? "proposta" : "propostas"}
    <br />
    {int(row.qtd_executado)} {row.qtd_executado === 1 ? "executada" : "executadas"}
    <br />
    Conversão {pct1(row.conversion)}
  </span>
);

/** The same for money. */
const Amounts = ({ row }: { row: Figures }) => (
  <span className={SPARED}>
    Executado <span className="text-good-ink">{money2(row.valor_executado)}</span>
    <br />
    Ticket {money2(row.ticket)}
    <br />
    Ticket exec. {money2(row.wonTicket)}
  </span>
);

const cents = (value: number) => Math.round(value * 100) / 100;

/** The ranking as filtered, with the filters in the file's name. */
function saveRanking(rows: readonly Ranked[], { from, to }: Filters) {
  const percent = (header: string) => (header === "Taxa Conversão" ? `${header} (%)` : header);
  const header = ["Profissional", ...NUMBERS.map((column) => percent(column.header))];
  const lines = rows.map((row) => [row.name, ...NUMBERS.map(({ of }) => cents(of(row)))]);
  const file = new Blob([csv(header, lines)], { type: "text/csv;charset=utf-8" });
  save(`propostas-ranking-${from}_${to}.csv`, file);
}
