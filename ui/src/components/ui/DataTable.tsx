import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import { Fragment, type ReactNode, useMemo, useState } from "react";
import { int } from "@/lib/format";
import { Button } from "./Button";
import { cx } from "./cx";

export interface Column<Row> {
  id: string;
  header: string;
  /** What the column is sorted by. Missing: it is not sortable. */
  sortBy?: (row: Row) => string | number | null;
  cell: (row: Row) => ReactNode;
  /** In the totals row. */
  total?: ReactNode;
  /** Numbers stand at the right. */
  numeric?: boolean;
  /** Of its cells and its header. */
  className?: string;
}

export interface Sort {
  column: string;
  descending: boolean;
}

interface Props<Row> {
  /** What the table is about, for those who do not see it. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Said in place of rows. */
  empty: ReactNode;
  /** What stands under a row, over its whole width; `null`: nothing. */
  detail?: (row: Row) => ReactNode;
  /** How the rows come when nobody has chosen; missing: as given. */
  initialSort?: Sort;
  /** For a sort that lives elsewhere, as in the address; `initialSort` then counts for nothing. */
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  /** For a page, counted from 0, that lives elsewhere. */
  page?: number;
  onPage?: (page: number) => void;
  /** How tests and styles find the table. */
  slug?: string;
  /** Rows of one page. */
  pageSize?: number;
  className?: string;
}

const COLLATION = new Intl.Collator("pt-BR", { sensitivity: "base", numeric: true });

/** Unknown values come last, whichever way one sorts. */
function compare(a: string | number | null, b: string | number | null, descending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const order =
    typeof a === "number" && typeof b === "number" ? a - b : COLLATION.compare(String(a), String(b));
  return descending ? -order : order;
}

/** A table with a header that stays, columns to sort by and a row of totals. Long ones come in pages. */
export function DataTable<Row>(props: Props<Row>) {
  const { label, columns, rows, rowKey, empty, detail, initialSort, pageSize = 50, slug, className } = props;
  const [ownSort, setOwnSort] = useState(initialSort);
  const [ownPage, setOwnPage] = useState(0);
  const sort = props.onSort ? props.sort : ownSort;
  const page = props.page ?? ownPage;
  const setPage = props.onPage ?? setOwnPage;
  const setSort = (next: Sort) => {
    // Another order begins at its beginning.
    setOwnPage(0);
    (props.onSort ?? setOwnSort)(next);
  };
  const sorted = useMemo(() => {
    const by = columns.find((column) => column.id === sort?.column)?.sortBy;
    if (!by || !sort) return rows;
    return [...rows].sort((a, b) => compare(by(a), by(b), sort.descending));
  }, [rows, columns, sort]);
  const pages = Math.max(1, Math.ceil(sorted.length / pageSize));
  const current = Math.min(page, pages - 1);
  const shown = sorted.slice(current * pageSize, (current + 1) * pageSize);
  const hasTotals = rows.length > 0 && columns.some((column) => column.total !== undefined);
  return (
    <div className={cx("flex min-h-0 flex-col", className)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no pointer scrolls with the keys */}
      <section tabIndex={0} aria-label={label} className="scroll-calm min-h-0 flex-1 overflow-auto">
        <table data-table={slug} className="w-full border-separate border-spacing-0 text-sm">
          <caption className="sr-only">{label}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <Header key={column.id} column={column} sort={sort} onSort={setSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.length === 0 && (
              <tr>
                <td colSpan={columns.length} className="px-3 py-8 text-center text-soft">
                  {empty}
                </td>
              </tr>
            )}
            {shown.map((row) => (
              <Fragment key={rowKey(row)}>
                <tr data-row-id={rowKey(row)} className="hover:bg-sunken">
                  {columns.map((column) => (
                    <td key={column.id} className={cellLooks(column)}>
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
                <Detail columns={columns.length}>{detail?.(row)}</Detail>
              </Fragment>
            ))}
          </tbody>
          {hasTotals && (
            <tfoot>
              <tr>
                {columns.map((column) => (
                  <td
                    key={column.id}
                    className={cx(cellLooks(column), "sticky bottom-0 border-t bg-sunken font-semibold")}
                  >
                    {column.total}
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </section>
      {pages > 1 && (
        <nav
          aria-label={`Páginas: ${label}`}
          className="flex items-center justify-between gap-3 pt-3 text-xs text-soft"
        >
          <span>{int(sorted.length)} linhas</span>
          <span className="flex items-center gap-2">
            <Turn to={current - 1} pages={pages} onPage={setPage}>
              Anterior
            </Turn>
            <span className="tabular-nums">
              {current + 1} de {pages}
            </span>
            <Turn to={current + 1} pages={pages} onPage={setPage}>
              Próxima
            </Turn>
          </span>
        </nav>
      )}
    </div>
  );
}

function Detail({ columns, children }: { columns: number; children: ReactNode }) {
  if (!children) return null;
  return (
    <tr>
      <td colSpan={columns} className="border-b border-line bg-sunken p-3">
        {children}
      </td>
    </tr>
  );
}

interface TurnProps {
  to: number;
  pages: number;
  onPage: (page: number) => void;
  children: ReactNode;
}

/** Turns to another page. At the end it stays reachable: whoever turns with the keys keeps their place. */
function Turn({ to, pages, onPage, children }: TurnProps) {
  const exists = to >= 0 && to < pages;
  return (
    <Button
      look="quiet"
      aria-disabled={!exists}
      className={cx(!exists && "cursor-not-allowed opacity-60")}
      onClick={() => exists && onPage(to)}
    >
      {children}
    </Button>
  );
}

const cellLooks = <Row,>(column: Column<Row>) =>
  cx(
    "border-b border-line px-3 py-2",
    column.numeric && "text-right whitespace-nowrap tabular-nums",
    column.className,
  );

interface HeaderProps<Row> {
  column: Column<Row>;
  sort: Sort | undefined;
  onSort: (sort: Sort) => void;
}

function Header<Row>({ column, sort, onSort }: HeaderProps<Row>) {
  const { id, header, sortBy, numeric = false, className } = column;
  const direction = sort?.column === id ? (sort.descending ? "descending" : "ascending") : undefined;
  const Icon = direction === "descending" ? ArrowDown : direction === "ascending" ? ArrowUp : ArrowUpDown;
  // The first click shows what people look for: the largest numbers, names from A.
  const next = { column: id, descending: direction ? direction === "ascending" : numeric };
  return (
    <th
      scope="col"
      aria-sort={sortBy ? (direction ?? "none") : undefined}
      className={cx(
        "sticky top-0 z-10 border-b border-line bg-sunken px-3 py-1 text-xs font-semibold whitespace-nowrap text-soft",
        numeric ? "text-right" : "text-left",
        className,
      )}
    >
      {sortBy ? (
        <button
          type="button"
          onClick={() => onSort(next)}
          className={cx(
            "-mx-1.5 inline-flex min-h-8 items-center gap-1 rounded-md px-1.5 hover:text-ink",
            numeric && "flex-row-reverse",
            direction && "text-ink",
          )}
        >
          {header}
          <Icon aria-hidden className={cx("size-3.5", !direction && "opacity-40")} />
        </button>
      ) : (
        <span className="inline-flex min-h-8 items-center">{header}</span>
      )}
    </th>
  );
}
