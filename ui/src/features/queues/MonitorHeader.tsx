import { Clock, MonitorPlay, RefreshCw, Timer, Volume2, VolumeOff, VolumeX, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/Button";
import { cx } from "@/components/ui/cx";
import { Tip } from "@/components/ui/Tip";
import { SyncBadge } from "@/features/operations/SyncBadge";
import { clockSeconds, longDay } from "@/lib/format";
import { UNITS, type Unit } from "./model";
import type { Monitor } from "./useMonitor";

export interface Sound {
  on: boolean;
  unlocked: boolean;
  intervalSecs: number;
  toggle: () => void;
  configure: () => void;
}

interface Props {
  monitor: Monitor;
  sound: Sound;
  unit: Unit | null;
  onUnit: (unit: Unit | null) => void;
  filtersOpen: boolean;
  onPanel: () => void;
  onRefresh: () => void;
  mayRefresh: boolean;
}

export function MonitorHeader(props: Props) {
  const { monitor, sound, onPanel, onRefresh } = props;
  const { stale } = monitor;
  const interval = `${String(sound.intervalSecs).replace(".", ",")}s`;
  return (
    <header className={cx("rounded-card border bg-card shadow-card", stale ? "border-bad" : "border-line")}>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2.5 px-4 py-2.5">
        <div className="flex min-w-0 flex-1 items-center gap-3 max-sm:basis-full sm:basis-56">
          <span
            className={cx(
              "flex size-12 shrink-0 items-center justify-center rounded-card text-white shadow-card max-sm:size-10",
              stale ? "bg-[#dc2626]" : "bg-[#1e3a8a]",
            )}
          >
            {stale ? <WifiOff aria-hidden className="size-6" /> : <Clock aria-hidden className="size-6" />}
          </span>
          <div className="min-w-0">
            <h1
              className={cx(
                "text-xl leading-7 font-bold max-sm:text-lg max-sm:leading-6",
                stale && "text-bad-ink",
              )}
            >
              {stale ? "DADOS DESATUALIZADOS" : "Painel Integrado"}
            </h1>
            <p className="truncate text-sm text-soft">
              <span className="@max-[62rem]:hidden">Monitoramento Unificado: </span>
              Recepção → Médico → Digital
            </p>
          </div>
        </div>
        <div className="flex items-center gap-2 max-sm:w-full max-sm:gap-1.5">
          <SoundButton sound={sound} />
          <Button
            look="quiet"
            onClick={sound.configure}
            aria-label={`Intervalo: ${interval}`}
            className="max-sm:px-2.5!"
          >
            <Timer aria-hidden className="size-4" />
            <span className="tabular-nums">
              <span className="@max-[46rem]:hidden">Intervalo: </span>
              {interval}
            </span>
          </Button>
          <Tip text="Tela cheia, sem nomes (P)">
            <Button
              look="quiet"
              onClick={onPanel}
              aria-label="Modo painel"
              className="max-sm:w-10 max-sm:px-0!"
            >
              <MonitorPlay aria-hidden className="size-4" />
              <span className="@max-[46rem]:hidden">Modo painel</span>
            </Button>
          </Tip>
          <Tip text="Atualizar (Alt+R)">
            <Button look="quiet" aria-label="Atualizar" onClick={onRefresh} className="w-10 shrink-0 px-0!">
              <RefreshCw aria-hidden className={cx("size-4", monitor.fetching && "animate-spin")} />
            </Button>
          </Tip>
        </div>
      </div>
      <SourceBar {...props} />
    </header>
  );
}

/** How fresh each source is, and which clinic is shown. */
function SourceBar({ monitor, mayRefresh, filtersOpen, unit, onUnit }: Props) {
  // Trouble needs more words than there may be room for in one line.
  const calm = monitor.sources.every((source) => source.freshness.state === "ok");
  const wraps = calm ? "@max-[54rem]:flex-wrap" : "flex-wrap";
  return (
    <div
      className={cx(
        "flex items-center justify-between gap-x-3 gap-y-1 border-t border-line px-2 py-1 sm:px-3",
        wraps,
      )}
    >
      <div className={cx("flex min-w-0 items-center", wraps)}>
        <LastUpdate monitor={monitor} />
        {monitor.sources.map((source) => (
          <SyncBadge key={source.service} {...source} mayRefresh={mayRefresh} />
        ))}
      </div>
      {filtersOpen && <UnitFilter unit={unit} onUnit={onUnit} />}
    </div>
  );
}

function UnitFilter({ unit, onUnit }: Pick<Props, "unit" | "onUnit">) {
  const option = (shown: Unit | null, label: ReactNode) => (
    <button
      key={shown?.slug ?? "todas"}
      type="button"
      aria-pressed={unit === shown}
      onClick={() => onUnit(shown)}
      className={cx(
        "min-h-8 rounded-lg px-2 text-xs font-medium whitespace-nowrap transition-colors max-md:min-h-10 max-sm:flex-auto max-sm:px-1 max-sm:leading-tight max-sm:whitespace-normal",
        unit === shown ? "bg-card text-primary shadow-card ring-1 ring-line" : "text-soft hover:text-ink",
      )}
    >
      {label}
    </button>
  );
  return (
    <fieldset
      aria-label="Unidade"
      className="flex max-w-full min-w-0 shrink-0 gap-0.5 rounded-[10px] bg-slate-100 p-0.5 max-sm:mb-1 max-sm:w-full"
    >
      {option(null, "Todas")}
      {UNITS.map((u) => option(u, u.label))}
    </fieldset>
  );
}

/** The time of the last complete answer. */
export function LastUpdate({ monitor }: { monitor: Monitor }) {
  const { answeredAt, stale } = monitor;
  return (
    <span
      title={`Última atualização · ${longDay(new Date(monitor.now))}`}
      className="inline-flex min-h-10 shrink-0 items-center gap-2 px-1 text-[0.8125rem] font-semibold tabular-nums"
    >
      <span className="relative flex size-2.5">
        {!stale && answeredAt && (
          <span
            key={answeredAt.getTime()}
            className="absolute inset-0 animate-[ping_1s_ease-out_1] rounded-full bg-good"
          />
        )}
        <span
          className={cx(
            "relative size-2.5 rounded-full",
            stale ? "bg-bad" : answeredAt ? "bg-good" : "bg-slate-400",
          )}
        />
      </span>
      <span className="sr-only">Última atualização: </span>
      <time data-last-update>{clockSeconds(answeredAt)}</time>
      {stale && <span className="sr-only">, desatualizado</span>}
    </span>
  );
}

/** On a phone the sound takes what the other buttons leave. */
const WIDE = "whitespace-nowrap max-sm:flex-1 max-sm:px-2!";

const SoundWords = ({ state }: { state: string }) => (
  <span>
    <span className="@max-[46rem]:hidden">Alerta Sonoro: </span>
    {state}
  </span>
);

function SoundButton({ sound }: { sound: Sound }) {
  const { on, unlocked, toggle } = sound;
  if (!on) {
    return (
      <Button
        look="warn"
        onClick={toggle}
        aria-pressed={false}
        aria-label="Alerta Sonoro: Pausado"
        data-sound="off"
        className={WIDE}
      >
        <VolumeX aria-hidden className="size-4" />
        <SoundWords state="Pausado" />
      </Button>
    );
  }
  return unlocked ? (
    <Button
      look="quiet"
      onClick={toggle}
      aria-pressed
      aria-label="Alerta Sonoro: Ativo"
      data-sound="on"
      className={WIDE}
    >
      <Volume2 aria-hidden className="size-4 text-good-ink" />
      <SoundWords state="Ativo" />
    </Button>
  ) : (
    <Button look="warn" onClick={toggle} data-sound="locked" className={WIDE}>
      <VolumeOff aria-hidden className="size-4" />
      Ativar Som
    </Button>
  );
}
