/** Keys that act on the page as a whole. */
import { useEffect, useRef } from "react";

const typesText = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/**
 * `keys` maps a key to what it does: `"s"`, `"alt+r"`, `"mod+k"` (Ctrl or ⌘). Single keys do nothing while
 * somebody types or a dialog is open.
 */
export function useShortcuts(keys: Record<string, () => void>) {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const withMod = event.ctrlKey || event.metaKey;
      const name = `${withMod ? "mod+" : ""}${event.altKey ? "alt+" : ""}${event.key.toLowerCase()}`;
      const action = current.current[name];
      if (!action || event.defaultPrevented) return;
      const alone = !withMod && !event.altKey;
      if (alone && (typesText(event.target) || document.querySelector("[role=dialog], [role=alertdialog]")))
        return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
