/** What a person chose for the monitor, remembered by this browser. */
import { useState } from "react";
import { recall, remember } from "@/lib/storage";
import { LIMITS } from "./model";

export interface Preferences {
  sound: boolean;
  intervalSecs: number;
  /** Minutes above which a waiting patient is announced. */
  thresholdMinutes: number;
  darkPanel: boolean;
}

const DEFAULTS: Preferences = {
  sound: true,
  intervalSecs: 30,
  thresholdMinutes: LIMITS.lateFrom,
  darkPanel: true,
};

const keyOf = (userId: string) => `consultare_monitor_v1:${userId}`;

function read(userId: string): Preferences {
  const kept = recall(keyOf(userId));
  if (typeof kept !== "object" || kept === null) return DEFAULTS;
  const found = Object.entries(kept).filter(
    ([name, value]) => typeof value === typeof DEFAULTS[name as keyof Preferences],
  );
  return { ...DEFAULTS, ...Object.fromEntries(found) };
}

export function usePreferences(userId: string) {
  const [preferences, setPreferences] = useState(() => read(userId));
  const change = (fields: Partial<Preferences>) => {
    const next = { ...preferences, ...fields };
    remember(keyOf(userId), next);
    setPreferences(next);
  };
  return [preferences, change] as const;
}
