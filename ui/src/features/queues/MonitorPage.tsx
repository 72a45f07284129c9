/** `/monitor`: the live waiting rooms, on a desk, a phone and a wall. */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { cx } from "@/components/ui/cx";
import { Problem } from "@/components/ui/Problem";
import { toast } from "@/components/ui/Toasts";
import { may } from "@/features/access/queries";
import { useUser } from "@/features/access/user";
import { ApiError, messageOf } from "@/lib/api/client";
import { useShortcuts } from "@/lib/useShortcuts";
import { useTitle } from "@/lib/useTitle";
import { AlarmSettings } from "./AlarmSettings";
import { AlertStrip } from "./AlertStrip";
import { DigitalPanel } from "./DigitalPanel";
import { MonitorHeader, type Sound } from "./MonitorHeader";
import { latePatients, totals, UNITS } from "./model";
import { Panel } from "./Panel";
import { usePreferences } from "./preferences";
import { queueQueries } from "./queries";
import { Summary } from "./Summary";
import { UnitGrid, useRooms } from "./UnitGrid";
import { useAlarm } from "./useAlarm";
import { useMonitor } from "./useMonitor";
import { enterFullscreen } from "./usePanel";
import { shownUnits, useView } from "./view";

/** An empty answer of a source that was never read is no empty queue. */
const FIRST_SYNC = "Aguardando a primeira sincronização";

export default function MonitorPage() {
  useTitle("Monitor de Atendimento");
  const client = useQueryClient();
  const user = useUser();
  const userId = user?.id ?? "";
  const [view, changeView] = useView(userId);
  const [preferences, changePreferences] = usePreferences(userId);
  const [seen, setSeen] = useState<readonly string[]>([]);
  const [configuring, setConfiguring] = useState(false);
  const [filtersOpen, setFiltersOpen] = useState(true);
  // Whoever wants to hear the alert wants it with the tab in the background, too.
  const monitor = useMonitor(preferences.sound);
  const { whatsapp, digital, outdated } = monitor;
  const rooms = useRooms(monitor);
  const { isPending, answered, units, counters, elapsed } = rooms;
  const unknownText = answered ? FIRST_SYNC : "Fila médica ainda não recebida";
  const late = useMemo(
    () =>
      latePatients(units ?? [], preferences.thresholdMinutes, elapsed).filter(
        (patient) => !seen.includes(patient.id),
      ),
    [units, preferences.thresholdMinutes, elapsed, seen],
  );
  const alarm = useAlarm(preferences.sound && late.length > 0, preferences.intervalSecs);

  const sound: Sound = {
    on: preferences.sound,
    unlocked: alarm.unlocked,
    intervalSecs: preferences.intervalSecs,
    toggle() {
      if (preferences.sound && alarm.unlocked) return changePreferences({ sound: false });
      changePreferences({ sound: true });
      void alarm.unlock();
    },
    configure: () => setConfiguring(true),
  };
  const refresh = () =>
    void monitor.refetch().then(
      () => !monitor.stale && toast.done("Dados atualizados"),
      // The way back in opens by itself when the session has ended.
      (error) => !(error instanceof ApiError && error.status === 401) && toast.problem(messageOf(error)),
    );
  const openPanel = () => {
    void enterFullscreen();
    changeView({ mode: "painel" });
  };
  useShortcuts({
    "alt+r": refresh,
    p: () => (view.mode ? changeView({ mode: null }) : openPanel()),
    s: sound.toggle,
    f: () => setFiltersOpen(!filtersOpen),
    "0": () => changeView({ unit: null }),
    "1": () => changeView({ unit: UNITS[0] }),
    "2": () => changeView({ unit: UNITS[1] }),
    "3": () => changeView({ unit: UNITS[2] }),
  });

  const shown = shownUnits(view);
  const panel = view.mode !== null;
  const anonymous = view.mode === "painel";

  const content = (
    <>
      {monitor.sources
        .filter((source) => source.problem)
        .map((source) => (
          <Problem
            key={source.service}
            title={`${source.label}:`}
            text={source.problem ?? ""}
            onRetry={refresh}
          />
        ))}
      <AlertStrip
        late={units ? late : null}
        unknownText={answered ? FIRST_SYNC : "Esperas ainda não recebidas"}
        outdated={outdated.medic}
        threshold={preferences.thresholdMinutes}
        anonymous={anonymous}
        onSeen={panel ? null : (id) => setSeen([...seen, id])}
      />
      <Summary
        totals={totals(shown, units, counters, elapsed)}
        outdated={outdated}
        digital={digital}
        group={view.group}
        onGroup={(group) => changeView({ group })}
        onRefreshDigital={() => void client.refetchQueries({ queryKey: queueQueries.whatsapp().queryKey })}
        refreshing={whatsapp.isFetching}
        panel={panel}
      />
      <UnitGrid
        units={shown}
        rooms={rooms}
        outdated={outdated}
        anonymous={anonymous}
        panel={panel}
        unknownText={unknownText}
      />
      <DigitalPanel
        answer={digital}
        outdated={outdated.digital}
        waitsForSync={whatsapp.isSuccess && !digital}
        panel={panel}
      />
    </>
  );

  if (view.mode) {
    return (
      <Panel
        mode={view.mode}
        onMode={(mode) => changeView({ mode })}
        dark={preferences.darkPanel}
        onDark={(darkPanel) => changePreferences({ darkPanel })}
        monitor={monitor}
      >
        {content}
      </Panel>
    );
  }
  return (
    <div
      data-page="monitor"
      data-stale={monitor.stale}
      aria-busy={isPending}
      className={cx(
        "@container -m-4 flex flex-col gap-3 p-4 sm:-m-6 sm:p-6 md:-m-8 md:px-5 md:py-5 xl:px-8",
        monitor.stale && "bg-bad-wash",
      )}
    >
      <MonitorHeader
        monitor={monitor}
        sound={sound}
        unit={view.unit}
        onUnit={(unit) => changeView({ unit })}
        filtersOpen={filtersOpen}
        onPanel={openPanel}
        onRefresh={refresh}
        mayRefresh={may(user, "monitor", "refresh")}
      />
      {content}
      <AlarmSettings
        open={configuring}
        onClose={() => setConfiguring(false)}
        preferences={preferences}
        onSave={changePreferences}
      />
    </div>
  );
}
