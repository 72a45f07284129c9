import { cx } from "@/components/ui/cx";
import { ALL } from "@/components/ui/SearchSelect";
import { int, money2, pct1 } from "@/lib/format";
import { type Funnel, type StatusAmount, share, stageFilter } from "./model";
import { STAGES } from "./stages";

interface Props {
  funnel: Funnel;
  /** What the cards are made of. */
  statuses: readonly StatusAmount[];
  /** The status that is filtered. */
  status: string;
  onStatus: (status: string) => void;
}

/** Where the proposals of the period stand; choosing a card, or a status in it, filters the figures. */
export function FunnelCards({ funnel, statuses, status, onStatus }: Props) {
  const choose = (value: string) => onStatus(value === status ? ALL : value);
  return (
    <section aria-label="Funil de propostas" className="grid gap-3 sm:gap-4 @3xl:grid-cols-3">
      {STAGES.map((looks) => (
        <StageCard
          key={looks.stage}
          looks={looks}
          amount={funnel[looks.stage]}
          part={share(funnel[looks.stage].valor, funnel.total.valor)}
          statuses={statuses.filter(({ stage }) => stage === looks.stage)}
          status={status}
          onChoose={choose}
        />
      ))}
    </section>
  );
}

interface StageProps {
  looks: (typeof STAGES)[number];
  amount: Funnel["total"];
  /** Of the value of all, in percent. */
  part: number;
  statuses: readonly StatusAmount[];
  status: string;
  onChoose: (value: string) => void;
}

function StageCard({ looks, amount, part, statuses, status, onChoose }: StageProps) {
  const { stage, title, hint, icon: Icon, tint, bar } = looks;
  const value = stageFilter(stage);
  const chosen = status === value;
  return (
    <div
      data-kpi={`funil-${stage}`}
      data-value={amount.valor}
      className={cx(
        "relative flex min-w-0 flex-col gap-2 rounded-card border bg-card p-4 shadow-card",
        chosen ? "border-info bg-info-wash" : "border-line hover:border-slate-400",
      )}
    >
      <div className="flex items-center gap-2.5">
        <span className={cx("flex size-9 shrink-0 items-center justify-center rounded-card", tint)}>
          <Icon aria-hidden className="size-5" />
        </span>
        <div className="min-w-0">
          <button
            type="button"
            aria-pressed={chosen}
            onClick={() => onChoose(value)}
            className="text-left text-sm font-semibold after:absolute after:inset-0 after:rounded-card"
          >
            {title}
          </button>
          <p className="text-xs text-soft">{hint}</p>
        </div>
      </div>
      <p className="flex flex-wrap items-baseline justify-between gap-x-3 tabular-nums">
        <span className="text-xl font-bold">{money2(amount.valor)}</span>
        <span className="text-sm">
          <span className="font-semibold">{int(amount.qtd)}</span>{" "}
          <span className="text-soft">
            {amount.qtd === 1 ? "proposta" : "propostas"} · {pct1(part)} do valor
          </span>
        </span>
      </p>
      <div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-slate-200">
        <div
          className={cx("h-full rounded-full", bar)}
          style={{ width: `${Math.min(100, Math.max(0, part))}%` }}
        />
      </div>
      <ul className="flex flex-col">
        {statuses.map((one) => (
          <li key={one.value}>
            <button
              type="button"
              aria-pressed={status === one.value}
              onClick={() => onChoose(one.value)}
              className={cx(
                "relative z-10 -mx-1.5 flex min-h-7 w-[calc(100%+0.75rem)] flex-wrap items-baseline justify-between gap-x-3 rounded-md px-1.5 py-1 text-left text-xs tabular-nums",
                status === one.value
                  ? "bg-info-wash font-medium text-info-ink outline-1 outline-info"
                  : "text-soft hover:bg-slate-500/10 hover:text-ink",
              )}
            >
              <span>
                {one.label} ({int(one.qtd)})
              </span>
              <span className="ml-auto font-medium text-ink">{money2(one.valor)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
