import { MessageCircle, RefreshCw, Stethoscope, UserCheck, Users } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { Tip } from "@/components/ui/Tip";
import { dur, int } from "@/lib/format";
import { ALL_GROUPS, digitalQueue, judgeDigital, judgeWait, LIMITS, type Totals } from "./model";
import type { WhatsappQueue } from "./queries";
import { CHIP, TEXT } from "./tones";

interface Props {
  totals: Totals;
  digital: WhatsappQueue | undefined;
  group: string;
  onGroup: (group: string) => void;
  onRefreshDigital: () => void;
  refreshing: boolean;
  panel: boolean;
}

/** The whole operation in four numbers. */
export function Summary({ totals, digital, group, onGroup, onRefreshDigital, refreshing, panel }: Props) {
  const longest = totals.longest === null ? null : judgeWait(totals.longest);
  return (
    <section aria-label="Resumo" className="grid grid-cols-2 gap-3 lg:grid-cols-4 lg:gap-4">
      <Tile
        slug="recepcao-fila"
        icon={<Users aria-hidden className="size-4" />}
        title="Recepção"
        value={totals.reception}
        unit="aguardando"
        panel={panel}
        note={
          <span className="text-soft">
            {totals.receptionAverage === null ? "sem dados" : `média ${dur(totals.receptionAverage)}`}
          </span>
        }
      />
      <Tile
        slug="medico-fila"
        icon={<Stethoscope aria-hidden className="size-4" />}
        title="Médico"
        value={totals.waiting}
        unit="aguardando"
        panel={panel}
        note={
          longest && totals.longest !== null ? (
            <span className={cx("font-medium", TEXT[longest.tone])}>
              maior espera {dur(totals.longest)}
              {longest.tone !== "good" && ` · ${longest.label}`}
            </span>
          ) : (
            <span className="text-soft">{totals.waiting === null ? "sem dados" : "ninguém esperando"}</span>
          )
        }
      />
      <Tile
        slug="em-sala"
        className="max-sm:hidden"
        icon={<UserCheck aria-hidden className="size-4" />}
        title="Em sala"
        value={totals.inService}
        unit="em atendimento"
        panel={panel}
        note={<span className="text-soft">{totals.inService === null ? "sem dados" : "agora"}</span>}
      />
      <DigitalTile
        answer={digital}
        group={group}
        onGroup={onGroup}
        onRefresh={onRefreshDigital}
        refreshing={refreshing}
        panel={panel}
      />
    </section>
  );
}

const TILE = "flex min-w-0 flex-col rounded-card border bg-card px-4 py-3 shadow-card";

interface TileProps {
  slug: string;
  icon: ReactNode;
  title: string;
  value: number | null;
  unit: string;
  note: ReactNode;
  panel: boolean;
  className?: string;
}

function Tile({ slug, icon, title, value, unit, note, panel, className }: TileProps) {
  return (
    <div
      data-kpi={slug}
      data-value={value ?? undefined}
      className={cx(TILE, "border-line", panel && "py-1.5!", className)}
    >
      <h2 className="flex min-h-7 items-center gap-1.5 text-xs font-semibold tracking-wide text-soft uppercase">
        {icon}
        {title}
      </h2>
      <p className="flex items-baseline gap-1.5 whitespace-nowrap">
        <span className="text-3xl leading-9 font-bold tabular-nums">{int(value)}</span>
        <span className="truncate text-sm text-soft">{unit}</span>
      </p>
      <p className="mt-0.5 truncate text-xs tabular-nums">{note}</p>
    </div>
  );
}

interface DigitalTileProps {
  answer: WhatsappQueue | undefined;
  group: string;
  onGroup: (group: string) => void;
  onRefresh: () => void;
  refreshing: boolean;
  panel: boolean;
}

function DigitalTile({ answer, group, onGroup, onRefresh, refreshing, panel }: DigitalTileProps) {
  const chosen = answer && digitalQueue(answer, group);
  const judged = chosen ? judgeDigital(chosen) : ({ tone: "good", label: "" } as const);
  const slow = chosen !== undefined && chosen.averageMinutes > LIMITS.digitalAverageMinutesAbove;
  return (
    <div
      data-kpi="fila-digital"
      data-value={chosen?.queue}
      data-tone={judged.tone}
      className={cx(
        TILE,
        "max-sm:col-span-2",
        panel && "py-1.5!",
        judged.tone === "bad"
          ? "border-bad ring-1 ring-bad"
          : judged.tone === "warn"
            ? "border-warn ring-1 ring-warn"
            : "border-line",
      )}
    >
      <div className="flex min-h-7 items-center justify-between gap-1">
        <h2 className="flex min-w-0 items-center gap-1.5 text-xs font-semibold tracking-wide text-soft uppercase">
          <MessageCircle aria-hidden className="size-4 shrink-0" />
          <span className="truncate">{panel && chosen ? chosen.label : "Fila Digital"}</span>
        </h2>
        {!panel && (
          <Tip text="Atualizar fila digital">
            <button
              type="button"
              aria-label="Atualizar fila digital"
              onClick={onRefresh}
              className="-my-2 -mr-2 flex size-10 shrink-0 items-center justify-center rounded-lg text-soft hover:bg-sunken hover:text-ink"
            >
              <RefreshCw aria-hidden className={cx("size-4", refreshing && "animate-spin")} />
            </button>
          </Tip>
        )}
      </div>
      <p className="flex items-baseline gap-1.5 whitespace-nowrap">
        <span className={cx("text-3xl leading-9 font-bold tabular-nums", judged.tone === "bad" && TEXT.bad)}>
          {int(chosen?.queue)}
          {judged.tone === "bad" && <span className="sr-only"> ({judged.label})</span>}
        </span>
        <span className="truncate text-sm text-soft">aguardando</span>
        {chosen && (
          <Tip text="Estatística de ontem">
            <button
              type="button"
              className={cx(
                "ml-auto shrink-0 self-center rounded-full px-2 py-0.5 text-xs font-bold tabular-nums",
                CHIP[slow ? "warn" : "good"],
              )}
            >
              <span className="sr-only">Média de ontem: </span>
              {dur(chosen.averageMinutes)}
            </button>
          </Tip>
        )}
      </p>
      {panel || !answer ? (
        <p className={cx("mt-0.5 truncate text-xs font-medium", TEXT[judged.tone], !panel && "min-h-5")}>
          {judged.label}
        </p>
      ) : (
        <select
          aria-label="Grupo da fila digital"
          value={chosen?.id ?? ALL_GROUPS}
          onChange={(event) => onGroup(event.target.value)}
          className="-mx-1 -mb-1.5 h-7 w-[calc(100%+0.5rem)] truncate rounded-md border-0 bg-transparent px-0.5 text-xs font-medium text-ink hover:bg-sunken max-sm:h-10"
        >
          {answer.data.groups.map((g) => (
            <option key={g.group_id} value={g.group_id}>
              {g.group_name}
            </option>
          ))}
          <option value={ALL_GROUPS}>TODOS</option>
        </select>
      )}
    </div>
  );
}
