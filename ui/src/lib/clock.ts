/** What time it is for the server, as far as this machine can tell. */
import { useEffect, useState } from "react";

/** Answers may come from a cache of this age, so a small lag behind is no news. */
const CACHE_AGE_MS = 20_000;

let offsetMs = 0;

/** Takes the server's own time from an answer that was computed at `timestamp` and has just arrived. */
export function heardServerTime(timestamp: string, receivedAt = Date.now()): void {
  const stated = Date.parse(timestamp);
  if (Number.isNaN(stated)) return;
  const heard = stated - receivedAt;
  // The freshest answer is the best witness; an older one from the cache may not turn the clock back.
  if (heard > offsetMs || heard < offsetMs - CACHE_AGE_MS) offsetMs = heard;
}

/** Milliseconds since the epoch on the server's clock. */
export const serverNow = () => Date.now() + offsetMs;

/** Server time, renewed every `everyMs`. */
export function useServerNow(everyMs: number): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const tick = () => setNow(serverNow());
    const timer = setInterval(tick, everyMs);
    // Timers sleep with a hidden tab; the first look after it should be right.
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [everyMs]);
  return now;
}
