import { Link } from "@tanstack/react-router";
import { CalendarDays, CalendarRange } from "lucide-react";
import { type Column, DataTable } from "@/components/ui/DataTable";
import { ticket } from "@/features/finance/model";
import type { History } from "@/features/finance/queries";
import { int, money0, money2 } from "@/lib/format";
import { type Block, Frame } from "./QueueCards";

type Unit = History["unitsBilling"][number];

const COLUMNS: Column<Unit>[] = [
  { id: "name", header: "Unidade", sortBy: (unit) => unit.name, cell: (unit) => unit.name },
  {
    id: "total",
    header: "Faturado",
    sortBy: (unit) => unit.total,
    cell: (unit) => money0(unit.total),
    numeric: true,
  },
  { id: "qtd", header: "Guias", sortBy: (unit) => unit.qtd, cell: (unit) => int(unit.qtd), numeric: true },
];

interface Props {
  title: string;
  span: "day" | "month";
  block: Block<History>;
  /** Where the whole story is; `null` for whoever may not see it. */
  search: { from: string; to: string } | null;
}

/** What was billed, in total and per unit. */
export function BillingCard({ title, span, block, search }: Props) {
  const Icon = span === "day" ? CalendarDays : CalendarRange;
  return (
    <Frame
      title={title}
      icon={<Icon aria-hidden className="size-5" />}
      block={block}
      badge={
        search && (
          <Link
            to={"/financeiro" as string}
            search={search as never}
            className="rounded-md px-2 py-1 text-sm font-medium text-info-ink hover:underline"
          >
            Ver detalhes
          </Link>
        )
      }
    >
      {(history) => (
        <div className="flex flex-col gap-3">
          <div className="grid gap-3 sm:grid-cols-2">
            <div className="rounded-lg bg-good-wash px-3 py-2.5 text-good-ink">
              <p className="text-xs font-medium">Total Consolidado</p>
              <p className="text-xl font-bold tabular-nums">{money2(history.totals.total)}</p>
              <p className="text-xs">Guias: {int(history.totals.qtd)}</p>
            </div>
            <div className="rounded-lg bg-info-wash px-3 py-2.5 text-info-ink">
              <p className="text-xs font-medium">Ticket Médio</p>
              <p className="text-xl font-bold tabular-nums">{money2(ticket(history.totals))}</p>
              <p className="text-xs">Por guia</p>
            </div>
          </div>
          <DataTable
            label={`${title} por unidade`}
            columns={COLUMNS}
            rows={history.unitsBilling}
            rowKey={(unit) => unit.name}
            empty="Sem dados"
          />
        </div>
      )}
    </Frame>
  );
}
