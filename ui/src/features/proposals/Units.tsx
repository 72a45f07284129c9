import { Building2 } from "lucide-react";
import { Card } from "@/components/ui/Card";
import { cx } from "@/components/ui/cx";
import { Empty } from "@/components/ui/Empty";
import { ALL } from "@/components/ui/SearchSelect";
import { int, money2, pct1 } from "@/lib/format";
import { share, type Unit } from "./model";
import { STAGES } from "./stages";

/** Won, open, lost: the way a bar is read. */
const ORDER = (["won", "open", "lost"] as const).flatMap((stage) =>
  STAGES.filter((one) => one.stage === stage),
);

interface Props {
  units: readonly Unit[];
  /** The unit that is filtered. */
  unit: string;
  onUnit: (unit: string) => void;
  /** Given when filters may hide the units. */
  onClear?: () => void;
  className?: string;
}

/** What each unit proposed and what became of it; choosing one filters the page. */
export function Units({ units, unit, onUnit, onClear, className }: Props) {
  return (
    <Card
      title="Performance por Unidade"
      hint="Clique em uma unidade para filtrar a página"
      className={className}
    >
      {units.length === 0 && <Empty text="Nenhum dado por unidade." icon={Building2} onClear={onClear} />}
      <ul className="scroll-calm -mx-1 grid grid-cols-[repeat(auto-fill,minmax(15rem,1fr))] gap-3 overflow-y-auto px-1 py-0.5 md:max-h-[640px]">
        {units.map((one) => (
          <UnitLine
            key={one.name ?? ""}
            one={one}
            chosen={one.name !== null && one.name === unit}
            onUnit={onUnit}
          />
        ))}
      </ul>
    </Card>
  );
}

function UnitLine({ one, chosen, onUnit }: { one: Unit; chosen: boolean; onUnit: Props["onUnit"] }) {
  const { name, total } = one;
  const title = "min-h-6 min-w-0 text-left text-sm font-semibold";
  const parts = ORDER.map((looks) => ({
    ...looks,
    ...one[looks.stage],
    pct: share(one[looks.stage].valor, total.valor),
  }));
  return (
    <li
      className={cx(
        "relative flex flex-col gap-2 rounded-card border p-3",
        chosen ? "border-info bg-info-wash" : "border-line",
        name !== null && !chosen && "hover:border-slate-400",
      )}
    >
      {name === null ? (
        <span className={title}>Sem Unidade</span>
      ) : (
        <button
          type="button"
          aria-pressed={chosen}
          onClick={() => onUnit(chosen ? ALL : name)}
          className={cx(title, "after:absolute after:inset-0")}
        >
          {name}
        </button>
      )}
      <p className="-mt-1 flex flex-wrap items-baseline justify-between gap-x-3 tabular-nums">
        <span className="text-xs text-soft">
          {int(total.qtd)} {total.qtd === 1 ? "proposta" : "propostas"}
        </span>
        <span className="text-sm font-bold">{money2(total.valor)}</span>
      </p>
      <div aria-hidden className="flex h-2 gap-px overflow-hidden rounded-full bg-slate-200">
        {parts.map(({ stage, short, bar, valor, pct }) => (
          <span
            key={stage}
            title={`${short}: ${money2(valor)}`}
            className={cx("relative z-10 h-full", bar)}
            style={{ width: `${Math.max(0, pct)}%` }}
          />
        ))}
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-soft">
        {parts.map(({ stage, short, bar, valor, pct }) => (
          <li key={stage} className="flex items-center gap-1.5 whitespace-nowrap tabular-nums">
            <span aria-hidden className={cx("size-2 rounded-full", bar)} />
            {short}: <span className="font-medium text-ink">{money2(valor)}</span> ({pct1(pct)})
          </li>
        ))}
      </ul>
    </li>
  );
}
