import {
  ChevronDown,
  type LucideIcon,
  MessageCircle,
  RefreshCw,
  Stethoscope,
  TriangleAlert,
  UserCheck,
  Users,
} from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { Tip } from "@/components/ui/Tip";
import { dur, int } from "@/lib/format";
import { ALL_GROUPS, digitalQueue, judgeDigital, judgeWait, LIMITS, type Tone, type Totals } from "./model";
import { Outdated } from "./Outdated";
import type { WhatsappQueue } from "./queries";
import { CHIP, TEXT } from "./tones";
import type { Monitor } from "./useMonitor";

interface Props {
  totals: Totals;
  digital: WhatsappQueue | undefined;
  /** Since when the figures of a source are unconfirmed. */
  outdated: Monitor["outdated"];
  group: string;
  onGroup: (group: string) => void;
  onRefreshDigital: () => void;
  refreshing: boolean;
  panel: boolean;
}

/** The whole operation in four numbers. */
export function Summary({ totals, outdated, panel, ...digital }: Props) {
  const longest = totals.longest === null ? null : judgeWait(totals.longest);
  return (
    <section
      aria-label="Resumo"
      className={cx(
        "grid grid-cols-2 gap-3",
        panel
          ? "lg:grid-cols-[1fr_1fr_1fr_1.3fr] lg:gap-4"
          : "@min-[38rem]:grid-cols-[1fr_1.2fr_1.7fr] @min-[50rem]:grid-cols-[1fr_1fr_1fr_1.6fr] @min-[50rem]:gap-4",
      )}
    >
      <Tile
        slug="recepcao-fila"
        icon={Users}
        title="Recepção"
        value={totals.reception}
        unit="aguardando"
        outdated={outdated.reception}
        panel={panel}
        note={totals.receptionAverage === null ? "sem dados" : `média ${dur(totals.receptionAverage)}`}
      />
      <Tile
        slug="medico-fila"
        icon={Stethoscope}
        title="Médico"
        value={totals.waiting}
        unit="aguardando"
        outdated={outdated.medic}
        panel={panel}
        note={
          longest && totals.longest !== null ? (
            <span title="Maior espera" className={cx("font-medium", TEXT[longest.tone])}>
              até {dur(totals.longest)}
              {longest.tone !== "good" && (
                <>
                  <span className="max-sm:sr-only"> · {longest.label}</span>
                  <TriangleAlert aria-hidden className="mb-0.5 ml-1 inline size-3.5 sm:hidden" />
                </>
              )}
            </span>
          ) : (
            (totals.waiting === null && "sem dados") || (
              <>
                ninguém<span className="max-sm:hidden"> esperando</span>
              </>
            )
          )
        }
      />
      <Tile
        slug="em-sala"
        // Each clinic says its own; where there is little room that is enough.
        className={cx("max-sm:hidden", !panel && "@min-[38rem]:@max-[50rem]:hidden")}
        icon={UserCheck}
        title="Em sala"
        value={totals.inService}
        unit="em atendimento"
        outdated={outdated.medic}
        panel={panel}
        note={totals.inService === null ? "sem dados" : "agora"}
      />
      <DigitalTile {...digital} outdated={outdated.digital} panel={panel} />
    </section>
  );
}

interface TileProps {
  slug: string;
  icon: LucideIcon;
  title: string;
  value: number | null;
  unit: string;
  note: ReactNode;
  outdated: string | null;
  panel: boolean;
  tone?: Tone;
  /** Out of bounds, in words. */
  bad?: string;
  /** Beside the title. */
  controls?: ReactNode;
  /** At the end of the figure's line. */
  aside?: ReactNode;
  className?: string;
}

const FRAME: Record<Tone, string> = {
  good: "border-line",
  warn: "border-warn ring-1 ring-warn",
  bad: "border-bad ring-1 ring-bad",
};

/** A large number, beside it what it counts and a word about it. */
function Tile({ slug, title, value, outdated, panel, tone = "good", bad, controls, ...rest }: TileProps) {
  const { icon: Icon, unit, note, aside, className } = rest;
  const old = value !== null && outdated;
  return (
    <div
      data-kpi={slug}
      data-value={value ?? undefined}
      data-tone={tone}
      className={cx(
        "flex min-w-0 flex-col rounded-card border bg-card px-4 shadow-card max-sm:px-3",
        old ? "border-dashed border-warn" : FRAME[tone],
        panel ? "py-1.5" : "py-2.5",
        className,
      )}
    >
      <div className="flex min-h-6 min-w-0 items-center gap-2">
        <h2
          className={cx(
            "flex min-w-0 items-center gap-1.5 text-xs font-semibold tracking-wide text-soft uppercase",
            controls !== undefined && "shrink-0",
          )}
        >
          <Icon aria-hidden className="size-4 shrink-0" />
          <span className="truncate">{title}</span>
        </h2>
        {controls}
      </div>
      <div className="flex items-center gap-2.5 whitespace-nowrap max-sm:gap-2">
        <p className={cx("text-3xl leading-9 font-bold tabular-nums", bad && TEXT.bad)}>
          {int(value)}
          {bad && <span className="sr-only"> ({bad})</span>}
        </p>
        <p className="min-w-0 flex-1 text-xs leading-4 tabular-nums text-soft">
          <span className="block truncate">{unit}</span>
          <span className="block truncate">{note}</span>
        </p>
        {aside}
      </div>
      {old && <Outdated text={outdated} />}
    </div>
  );
}

interface DigitalTileProps extends Omit<Props, "totals" | "outdated"> {
  outdated: string | null;
}

function DigitalTile(props: DigitalTileProps) {
  const { digital: answer, outdated, group, onGroup, onRefreshDigital, refreshing, panel } = props;
  const chosen = answer && digitalQueue(answer, group);
  const judged = chosen ? judgeDigital(chosen) : ({ tone: "good", label: "" } as const);
  const slow = chosen !== undefined && chosen.averageMinutes > LIMITS.digitalAverageMinutesAbove;
  return (
    <Tile
      slug="fila-digital"
      className="max-sm:col-span-2"
      icon={MessageCircle}
      title={panel && chosen ? chosen.label : "Fila Digital"}
      value={chosen?.queue ?? null}
      unit="aguardando"
      note={
        chosen ? <span className={cx("font-medium", TEXT[judged.tone])}>{judged.label}</span> : "sem dados"
      }
      outdated={outdated}
      panel={panel}
      tone={judged.tone}
      bad={judged.tone === "bad" ? judged.label : undefined}
      controls={
        panel ? undefined : (
          <>
            <GroupChoice answer={answer} chosen={chosen?.id ?? ALL_GROUPS} onGroup={onGroup} />
            <Tip text="Atualizar fila digital">
              <button
                type="button"
                aria-label="Atualizar fila digital"
                onClick={onRefreshDigital}
                className="-my-2 -mr-2 flex size-10 shrink-0 items-center justify-center rounded-lg text-soft hover:bg-sunken hover:text-ink"
              >
                <RefreshCw aria-hidden className={cx("size-4", refreshing && "animate-spin")} />
              </button>
            </Tip>
          </>
        )
      }
      aside={
        chosen && (
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
        )
      }
    />
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
    <span className="relative -my-2 flex min-w-0 flex-1 items-center sm:-my-1">
      <select
        aria-label="Grupo da fila digital"
        value={chosen}
        onChange={(event) => onGroup(event.target.value)}
        className="h-10 w-full min-w-0 appearance-none truncate rounded-lg border-0 bg-transparent pr-6 pl-1 text-xs font-medium text-ink hover:bg-sunken sm:h-8"
      >
        {answer.data.groups.map((group) => (
          <option key={group.group_id} value={group.group_id}>
            {group.group_name}
          </option>
        ))}
        <option value={ALL_GROUPS}>TODOS</option>
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute right-1.5 size-3.5 text-soft" />
    </span>
  );
}
