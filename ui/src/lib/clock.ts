/** What time it is for the server, as far as this machine can tell. */
import { useEffect, useState } from "react";

/** Smaller differences are the answer's way here, no news about the clock. */
const TRAVEL_MS = 2_000;

let offsetMs = 0;

/** Takes what time it is for the server from an answer's `X-Hub-Now`; an answer without one says nothing. */
export function heardServerTime(stated: string | null, receivedAt = Date.now()): void {
  const offset = Date.parse(stated ?? "") - receivedAt;
  if (Math.abs(offset - offsetMs) > TRAVEL_MS) offsetMs = offset;
}

/** Milliseconds since the epoch on the server's clock. */
export const serverNow = () => Date.now() + offsetMs;

/** Server time, renewed every `everyMs`. */
export const useServerNow = (everyMs: number) => useRenewed(serverNow, everyMs);

/** This machine's own time, for what it noted itself. */
export const useOwnNow = (everyMs: number) => useRenewed(Date.now, everyMs);

function useRenewed(clock: () => number, everyMs: number): number {
  const [now, setNow] = useState(clock);
  useEffect(() => {
    const tick = () => setNow(clock());
    const timer = setInterval(tick, everyMs);
    // Timers sleep with a hidden tab; the first look after it should be right.
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [clock, everyMs]);
  return now;
}
