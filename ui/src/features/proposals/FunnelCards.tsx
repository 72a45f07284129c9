import { cx } from "@/components/ui/cx";
import { ALL } from "@/components/ui/SearchSelect";
import { int, money2, pct1 } from "@/lib/format";
import { type Funnel, share, stageFilter } from "./model";
import { STAGES } from "./stages";

interface Props {
  funnel: Funnel;
  /** The status that is filtered. */
  status: string;
  onStatus: (status: string) => void;
}

/** Where the proposals of the period stand; choosing one filters the figures. */
export function FunnelCards({ funnel, status, onStatus }: Props) {
  return (
    <section aria-label="Funil de propostas" className="grid gap-3 sm:gap-4 @3xl:grid-cols-3">
      {STAGES.map(({ stage, title, hint, icon: Icon, tint, bar }) => {
        const { qtd, valor } = funnel[stage];
        const part = share(valor, funnel.total.valor);
        const value = stageFilter(stage);
        const chosen = status === value;
        return (
          <button
            key={stage}
            type="button"
            data-kpi={`funil-${stage}`}
            data-value={valor}
            aria-pressed={chosen}
            onClick={() => onStatus(chosen ? ALL : value)}
            className={cx(
              "flex min-w-0 flex-col gap-2 rounded-card border bg-card p-4 text-left shadow-card hover:border-slate-400",
              chosen ? "border-info bg-info-wash" : "border-line",
            )}
          >
            <span className="flex w-full items-center gap-2.5">
              <span className={cx("flex size-9 shrink-0 items-center justify-center rounded-card", tint)}>
                <Icon aria-hidden className="size-5" />
              </span>
              <span className="min-w-0 flex-1">
                <span className="block text-sm font-semibold">{title}</span>
                <span className="block text-xs text-soft">{hint}</span>
              </span>
            </span>
            <span className="flex w-full flex-wrap items-baseline justify-between gap-x-3 tabular-nums">
              <span className="text-xl font-bold">{money2(valor)}</span>
              <span className="text-sm">
                <span className="font-semibold">{int(qtd)}</span>{" "}
                <span className="text-soft">{qtd === 1 ? "proposta" : "propostas"}</span>
                <span className="text-soft"> · {pct1(part)} do valor</span>
              </span>
            </span>
            <span aria-hidden className="h-1.5 w-full overflow-hidden rounded-full bg-slate-200">
              <span
                className={cx("block h-full rounded-full", bar)}
                style={{ width: `${Math.min(100, Math.max(0, part))}%` }}
              />
            </span>
          </button>
        );
      })}
    </section>
  );
}
