import { ClipboardList, type LucideIcon, ShieldAlert, ShieldQuestion, ShieldX } from "lucide-react";
import { Card } from "@/components/ui/Card";
import { cx } from "@/components/ui/cx";
import { ALL } from "@/components/ui/SearchSelect";
import { ExportButtons } from "@/features/operations/ExportButtons";
import { date, int } from "@/lib/format";
import { BAD, PLAIN, WARN } from "./badges";
import { type Filters, isFiltered, questionOf } from "./filters";
import { daysLeftText, registrationText } from "./model";
import type { WatchItem, WatchSummary } from "./queries";

interface Tile {
  slug: string;
  title: string;
  hint: string;
  count: (summary: WatchSummary) => number;
  icon: LucideIcon;
  tint: string;
  filter: Pick<Filters, "status" | "certidao">;
}

/** The kinds of things to be done, each with its part of the list. */
export const TILES: readonly Tile[] = [
  {
    slug: "certidoes-vencidas",
    title: "Certidões vencidas",
    hint: "Peça a nova certidão",
    count: ({ vencidas }) => vencidas,
    icon: ShieldX,
    tint: BAD,
    filter: { status: ALL, certidao: "VENCIDA" },
  },
  {
    slug: "certidoes-vencendo",
    title: "Vencem em 30 dias",
    hint: "Hoje incluído",
    count: ({ vencendo }) => vencendo,
    icon: ShieldAlert,
    tint: WARN,
    filter: { status: ALL, certidao: "VENCENDO" },
  },
  {
    slug: "certidoes-pendentes",
    title: "Sem certidão",
    hint: "Sem cópia ou sem data",
    count: ({ pendentes }) => pendentes,
    icon: ShieldQuestion,
    tint: PLAIN,
    filter: { status: ALL, certidao: "PENDENTE" },
  },
  {
    slug: "cadastros-pendentes",
    title: "Cadastros pendentes",
    hint: "Faltam campos ou documentos",
    count: ({ incompletos }) => incompletos,
    icon: ClipboardList,
    tint: "bg-info-wash text-info-ink",
    filter: { status: "pending", certidao: ALL },
  },
];

interface Props {
  summary: WatchSummary | undefined;
  filters: Filters;
  onChange: (changes: Partial<Filters>) => void;
}

/** What presses among the active staff; each figure opens its part of the list. */
export function WatchTiles({ summary, filters, onChange }: Props) {
  return (
    <section aria-label="Pendências" className="grid grid-cols-2 gap-3 sm:gap-4 @3xl:grid-cols-4">
      {TILES.map(({ slug, title, hint, count, icon: Icon, tint, filter }) => {
        const value = summary ? count(summary) : null;
        const pressed = filters.status === filter.status && filters.certidao === filter.certidao;
        const next = pressed ? { status: ALL, certidao: ALL } : filter;
        return (
          <button
            key={slug}
            type="button"
            data-kpi={slug}
            data-value={value ?? ""}
            aria-pressed={pressed}
            onClick={() => onChange({ ...next, page: "1" })}
            className={cx(
              "flex min-w-0 items-center gap-3 rounded-card border bg-card p-3 text-left shadow-card transition-colors hover:border-slate-400 sm:p-4",
              pressed ? "border-info outline-1 outline-info" : "border-line",
            )}
          >
            <span
              className={cx(
                "flex size-10 shrink-0 items-center justify-center rounded-card",
                value === 0 ? "bg-good-wash text-good-ink" : tint,
              )}
            >
              <Icon aria-hidden className="size-5" />
            </span>
            <span className="flex min-w-0 flex-col">
              <span className="text-sm leading-5 font-medium text-soft">{title}</span>
              <span className="text-xl font-bold tabular-nums">{int(value)}</span>
              <span className="text-xs text-soft">{hint}</span>
            </span>
          </button>
        );
      })}
    </section>
  );
}

interface ExpiringProps {
  items: readonly WatchItem[];
  total: number;
  /** What the list below shows; the files hold no more. */
  filters: Filters;
  onOpen: (id: string) => void;
}

/** The certificates that press most, with the time that is left drawn beside them. */
export function Expiring({ items, total, filters, onOpen }: ExpiringProps) {
  const words = isFiltered(filters) ? "pendências filtradas" : "pendências";
  return (
    <Card
      title="Certidões de ética a renovar"
      hint={`${int(total)} ${total === 1 ? "certidão vencida ou vencendo" : "certidões vencidas ou vencendo"}`}
      actions={
        <div className="flex flex-wrap items-center gap-2">
          <span className="text-xs text-soft max-sm:w-full max-sm:pt-1">Exportar {words}</span>
          <ExportButtons
            page="profissionais/pendencias"
            query={exportQuery(filters)}
            formats={["csv", "xlsx", "pdf"]}
            of={words}
          />
        </div>
      }
    >
      {items.length === 0 ? (
        <p className="text-sm text-soft">Nenhuma certidão vencendo.</p>
      ) : (
        <ul className="grid gap-x-6 @3xl:grid-cols-2">
          {items.map((item) => (
            <Expiry key={item.id} item={item} onOpen={() => onOpen(item.id)} />
          ))}
        </ul>
      )}
    </Card>
  );
}

/** The list's question, without its order and pages. */
function exportQuery(filters: Filters): Record<string, string> {
  const { sort: _, dir: __, page: ___, ...question } = questionOf(filters);
  return question;
}

/** Days the bar shows. */
const BAR_DAYS = 30;

function Expiry({ item, onOpen }: { item: WatchItem; onOpen: () => void }) {
  const left = item.daysLeft ?? 0;
  const over = left < 0;
  return (
    <li className="border-b border-line last:border-b-0">
      <button
        type="button"
        onClick={onOpen}
        className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 rounded-lg px-1 py-2.5 text-left text-sm hover:bg-sunken"
      >
        <span className="min-w-0 flex-1 basis-44">
          <span className="block truncate font-medium">{item.name}</span>
          <span className="block truncate text-xs text-soft">
            {[item.specialty, registrationText(item.primaryRegistration)].filter(Boolean).join(" · ")}
          </span>
        </span>
        <span className="flex w-full shrink-0 flex-col gap-1 sm:w-56">
          <span
            className={cx("text-xs font-semibold whitespace-nowrap", over ? "text-bad-ink" : "text-warn-ink")}
          >
            {daysLeftText(left)} ({date(item.certidaoExpiresAt)})
          </span>
          <span aria-hidden className="h-1.5 overflow-hidden rounded-full bg-slate-200">
            <span
              className={cx("block h-full rounded-full", over ? "bg-bad" : "bg-warn")}
              style={{ width: over ? "100%" : `${Math.max(4, (100 * left) / BAR_DAYS)}%` }}
            />
          </span>
        </span>
      </button>
    </li>
  );
}
