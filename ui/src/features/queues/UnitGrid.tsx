/** The clinics side by side. */
import { useDeferredValue, useMemo } from "react";
import { cx } from "@/components/ui/cx";
import { UnitSkeleton } from "./MonitorSkeleton";
import { minutesSince, type Unit } from "./model";
import { UnitCard } from "./UnitCard";
import type { Monitor } from "./useMonitor";

/** What the cards show. A full house is drawn in pieces, so that the page stays at hand meanwhile. */
export function useRooms({ medic, units, counters, computedAt, now }: Monitor) {
  const { isPending, data } = medic;
  const elapsed = minutesSince(computedAt, now);
  return useDeferredValue(
    useMemo(
      () => ({ isPending, answered: data !== undefined, units, counters, elapsed }),
      [isPending, data, units, counters, elapsed],
    ),
  );
}

interface Props {
  units: readonly Unit[];
  rooms: ReturnType<typeof useRooms>;
  outdated: Monitor["outdated"];
  anonymous: boolean;
  panel: boolean;
  unknownText: string;
}

export function UnitGrid({ units, rooms, outdated, anonymous, panel, unknownText }: Props) {
  const columns = panel
    ? "md:grid-cols-2 lg:grid-cols-3"
    : // On a tablet the menu may take half of the window, so the page's own width has a say.
      "@min-[38rem]:grid-cols-2 lg:@min-[38rem]:grid-cols-3";
  return (
    <div
      className={cx(
        "grid gap-3 xl:gap-4",
        units.length > 1 && columns,
        panel && "lg:min-h-80 lg:flex-1 lg:shrink! lg:auto-rows-fr",
      )}
    >
      {units.map((unit) =>
        rooms.isPending ? (
          <UnitSkeleton key={unit.slug} label={unit.label} panel={panel} />
        ) : (
          <UnitCard
            key={unit.slug}
            unit={unit}
            medic={rooms.units?.find((u) => u.id === unit.id)}
            reception={rooms.counters?.por_unidade[unit.reception]}
            elapsed={rooms.elapsed}
            medicOutdated={outdated.medic}
            receptionOutdated={outdated.reception}
            anonymous={anonymous}
            panel={panel}
            unknownText={unknownText}
          />
        ),
      )}
    </div>
  );
}
