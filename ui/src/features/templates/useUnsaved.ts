import { useBlocker } from "@tanstack/react-router";
import { useState } from "react";

/** Asks before what is chosen in a mapping and not saved is lost: by a step on this page, or by leaving it. */
export function useUnsaved() {
  const [dirty, setDirty] = useState(false);
  const [step, setStep] = useState<(() => void) | null>(null);
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => dirty,
    withResolver: true,
  });
  return {
    dirty,
    setDirty,
    /** Takes a step at once when nothing is lost by it. */
    guard: (next: () => void) => (dirty ? setStep(() => next) : next()),
    asks: step !== null || leaving.status === "blocked",
    discard: () => {
      step?.();
      setStep(null);
      leaving.proceed?.();
    },
    stay: () => {
      setStep(null);
      leaving.reset?.();
    },
  };
}
