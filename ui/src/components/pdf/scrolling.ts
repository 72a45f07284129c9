/** Where in a document one is, and the keys that move there. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from "react";

/** What an arrow moves, in pixels. */
const LINE = 60;
/** The part of the frame that a page key moves: a line or two stay in sight. */
const SCREEN = 0.9;

/** The page in the upper part of the frame; at the very end the last one, however small it is. */
export function pageAt(frame: HTMLElement, last: number): number {
  if (frame.scrollTop > 0 && frame.scrollTop + frame.clientHeight >= frame.scrollHeight - 2) return last;
  const line = frame.scrollTop + frame.clientHeight / 3;
  let page = 1;
  for (const room of frame.querySelectorAll<HTMLElement>("[data-pdf-page]")) {
    if (room.offsetTop > line) break;
    page = Number(room.dataset.pdfPage);
  }
  return page;
}

/**
 * Another scale keeps the line at the top of the frame there, and the middle between its sides. The answer has to
 * be called before whatever changes the scale.
 */
export function useSamePlace(frame: RefObject<HTMLElement | null>, scale: number): () => void {
  const place = useRef<{ x: number; y: number } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scale is what changes the heights
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element || !place.current) return;
    const { x, y } = place.current;
    place.current = null;
    element.scrollTop = y * element.scrollHeight;
    element.scrollLeft = x * element.scrollWidth - element.clientWidth / 2;
  }, [frame, scale]);
  return useCallback(() => {
    const element = frame.current;
    if (!element) return;
    const { scrollTop, scrollLeft, clientWidth, scrollHeight, scrollWidth } = element;
    place.current = { x: (scrollLeft + clientWidth / 2) / scrollWidth, y: scrollTop / scrollHeight };
  }, [frame]);
}

type Keys = Record<"previous" | "next" | "larger" | "smaller" | "fit", () => void>;

/** Keys of the open document, wherever in its dialog the focus is. */
export function usePageKeys(frame: RefObject<HTMLElement | null>, keys: Keys) {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const element = frame.current;
      if (!element || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const action = actionOf(event.key, element, element.contains(event.target as Node), latest.current);
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [frame]);
}

/** `null`: not ours, or the browser scrolls by itself because the frame has the focus. */
function actionOf(key: string, frame: HTMLElement, hasFocus: boolean, keys: Keys): (() => void) | null {
  const isWider = frame.scrollWidth > frame.clientWidth + 1;
  const scroll = (top: number) => (hasFocus ? null : () => frame.scrollBy({ top }));
  switch (key) {
    case "ArrowLeft":
      return isWider ? null : keys.previous;
    case "ArrowRight":
      return isWider ? null : keys.next;
    case "ArrowUp":
      return scroll(-LINE);
    case "ArrowDown":
      return scroll(LINE);
    case "PageUp":
      return scroll(-SCREEN * frame.clientHeight);
    case "PageDown":
      return scroll(SCREEN * frame.clientHeight);
    case "+":
    case "=":
      return keys.larger;
    case "-":
      return keys.smaller;
    case "0":
      return keys.fit;
    default:
      return null;
  }
}
