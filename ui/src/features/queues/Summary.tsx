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
    <section
      aria-label="Resumo"
      className={cx(
        "grid grid-cols-2 gap-3",
        panel
          ? "lg:grid-cols-[1fr_1fr_1fr_1.3fr] lg:gap-4"
          : "@min-[50rem]:grid-cols-[1fr_1fr_1fr_1.6fr] @min-[50rem]:gap-4",
      )}
    >
      <Tile
        slug="recepcao-fila"
        icon={<Users aria-hidden className="size-4" />}
        title="Recepção"
        value={totals.reception}
        unit="aguardando"
        panel={panel}
        note={totals.receptionAverage === null ? "sem dados" : `média ${dur(totals.receptionAverage)}`}
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
            <span title="Maior espera" className={cx("font-medium", TEXT[longest.tone])}>
              até {dur(totals.longest)}
              {longest.tone !== "good" && ` · ${longest.label}`}
            </span>
          ) : (
            (totals.waiting === null && "sem dados") || "ninguém esperando"
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
        note={totals.inService === null ? "sem dados" : "agora"}
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

const TILE = "flex min-w-0 flex-col rounded-card border bg-card px-4 py-2.5 shadow-card";
const TITLE = "flex min-w-0 items-center gap-1.5 text-xs font-semibold tracking-wide text-soft uppercase";

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
      <h2 className={cx(TITLE, "min-h-6")}>
        {icon}
        {title}
      </h2>
      <Figure value={value} unit={unit} note={note} />
    </div>
  );
}

/** A large number, beside it what it counts and a word about it. */
function Figure({
  value,
  unit,
  note,
  bad,
}: {
  value: number | null;
  unit: string;
  note: ReactNode;
  bad?: string;
}) {
  return (
    <div className="flex items-center gap-2.5 whitespace-nowrap">
      <p className={cx("text-3xl leading-9 font-bold tabular-nums", bad && TEXT.bad)}>
        {int(value)}
        {bad && <span className="sr-only"> ({bad})</span>}
      </p>
      <p className="min-w-0 flex-1 text-xs leading-4 tabular-nums text-soft">
        <span className="block truncate">{unit}</span>
        <span className="block truncate">{note}</span>
      </p>
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
      <div className="flex min-h-6 items-center gap-2">
        <h2 className={cx(TITLE, !panel && "shrink-0")}>
          <MessageCircle aria-hidden className="size-4 shrink-0" />
          <span className="truncate">{panel && chosen ? chosen.label : "Fila Digital"}</span>
        </h2>
        {!panel && (
          <>
            <GroupChoice answer={answer} chosen={chosen?.id ?? ALL_GROUPS} onGroup={onGroup} />
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
          </>
        )}
      </div>
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <Figure
            value={chosen?.queue ?? null}
            unit="aguardando"
            note={
              chosen ? (
                <span className={cx("font-medium", TEXT[judged.tone])}>{judged.label}</span>
              ) : (
                "sem dados"
              )
            }
            bad={judged.tone === "bad" ? judged.label : undefined}
          />
        </div>
        {chosen && (
          <Tip text="Estatística de ontem">
            <button
              type="button"
              className={cx(
                "min-h-6 shrink-0 rounded-full px-2 text-xs font-bold tabular-nums",
                CHIP[slow ? "warn" : "good"],
              )}
            >
              <span className="sr-only">Média de ontem: </span>
              {dur(chosen.averageMinutes)}
            </button>
          </Tip>
        )}
      </div>
    </div>
  );
}

interface GroupChoiceProps {
  answer: WhatsappQueue | undefined;
  chosen: string;
  onGroup: (group: string) => void;
}

/** Which WhatsApp group is counted. */
function GroupChoice({ answer, chosen, onGroup }: GroupChoiceProps) {
  if (!answer) return <span className="flex-1" />;
  return (
    <select
      aria-label="Grupo da fila digital"
      value={chosen}
      onChange={(event) => onGroup(event.target.value)}
      className="-my-2 h-10 min-w-0 flex-1 truncate rounded-lg border-0 bg-transparent px-1 text-xs font-medium text-ink hover:bg-sunken sm:-my-1 sm:h-8"
    >
      {answer.data.groups.map((group) => (
        <option key={group.group_id} value={group.group_id}>
          {group.group_name}
        </option>
      ))}
      <option value={ALL_GROUPS}>TODOS</option>
    </select>
  );
}
