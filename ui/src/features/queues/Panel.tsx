import { Eye, EyeOff, Moon, Sun, X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "@/components/ui/Button";
import { cx } from "@/components/ui/cx";
import { Mark } from "@/components/ui/Logo";
import { clock, longDay } from "@/lib/format";
import { LastUpdate } from "./MonitorHeader";
import type { Monitor } from "./useMonitor";
import { usePanel } from "./usePanel";
import type { Mode } from "./view";

interface Props {
  mode: Mode;
  onMode: (mode: Mode | null) => void;
  dark: boolean;
  onDark: (dark: boolean) => void;
  monitor: Monitor;
  children: ReactNode;
}

/** The monitor on a wall. Its controls appear when somebody moves the pointer or presses a key. */
export function Panel({ mode, onMode, dark, onDark, monitor, children }: Props) {
  const idle = usePanel(true, () => onMode(null));
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => frame.current?.focus(), []);
  const troubled = monitor.sources.filter(
    (s) => s.freshness.state === "stale" || s.freshness.state === "error",
  );
  const now = new Date(monitor.now);
  return (
    <div
      ref={frame}
      tabIndex={-1}
      data-page="monitor"
      data-mode={mode}
      data-theme={dark ? "dark" : "light"}
      data-stale={monitor.stale}
      className={cx(
        "scroll-calm *:shrink-0 fixed inset-0 z-30 flex flex-col gap-4 overflow-y-auto bg-page p-5 text-ink outline-none",
        idle && "cursor-none",
      )}
    >
      <header className="flex flex-wrap items-center gap-x-5 gap-y-2 max-sm:gap-x-3">
        <Mark className="size-11 shrink-0 max-sm:size-9" />
        <div className="min-w-0 flex-1">
          <h1
            className={cx(
              "text-2xl leading-8 font-bold max-sm:text-base max-sm:leading-6",
              monitor.stale && "text-bad-ink",
            )}
          >
            {monitor.stale ? "DADOS DESATUALIZADOS" : "Painel Integrado"}
          </h1>
          <p
            className={cx(
              "text-sm sm:truncate",
              troubled.length > 0 ? "font-medium text-warn-ink" : "text-soft",
            )}
          >
            {troubled.length > 0
              ? troubled.map((s) => `${s.label}: ${s.freshness.text} — ${s.freshness.reason}`).join(" · ")
              : "Recepção → Médico → Digital"}
          </p>
        </div>
        <div className="text-right max-sm:hidden">
          <p className="text-3xl leading-9 font-bold tabular-nums">{clock(now)}</p>
          <p className="text-xs text-soft first-letter:uppercase">{longDay(now)}</p>
        </div>
        <LastUpdate monitor={monitor} />
      </header>
      {children}
      <div
        className={cx(
          "fixed bottom-5 left-1/2 z-10 flex -translate-x-1/2 flex-wrap justify-center gap-2 rounded-2xl border border-line bg-card p-2 shadow-raised transition-opacity duration-300 focus-within:opacity-100",
          idle ? "opacity-0" : "opacity-100",
        )}
      >
        <Button look="ghost" onClick={() => onMode(mode === "painel" ? "recepcao" : "painel")}>
          {mode === "painel" ? (
            <Eye aria-hidden className="size-4" />
          ) : (
            <EyeOff aria-hidden className="size-4" />
          )}
          {mode === "painel" ? "Modo recepção" : "Modo painel"}
        </Button>
        <Button look="ghost" onClick={() => onDark(!dark)}>
          {dark ? <Sun aria-hidden className="size-4" /> : <Moon aria-hidden className="size-4" />}
          {dark ? "Tema claro" : "Tema escuro"}
        </Button>
        <Button look="ghost" onClick={() => onMode(null)}>
          <X aria-hidden className="size-4" />
          Sair do painel
        </Button>
      </div>
    </div>
  );
}
