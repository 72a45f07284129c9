import { ChevronsDown, Coffee } from "lucide-react";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { waitAfter } from "./model";
import { PatientRow } from "./PatientRow";
import type { Patient } from "./queries";

interface Props {
  label: string;
  patients: Patient[];
  /** Minutes since the waits were computed. */
  elapsed: number;
  anonymous: boolean;
  /** Nobody can scroll a wall: show the next part by itself. */
  turnsPages: boolean;
}

const MOVE_MS = 350;
const PAGE_MS = 10_000;
/** A row above the visible part may still reach into it. */
const SLACK_PX = 80;

const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Rows that somebody sees glide to their new place instead of jumping. */
function useGlide(box: RefObject<HTMLElement | null>, list: RefObject<HTMLUListElement | null>) {
  const places = useRef(new Map<string, number>());
  useLayoutEffect(() => {
    const frame = box.current;
    const rows = [...(list.current?.children ?? [])].filter((row) => row instanceof HTMLElement);
    // Everything is measured before anything moves: the page is laid out once.
    const before = places.current;
    const after = new Map(rows.map((row) => [row.dataset.rowId ?? "", row.offsetTop]));
    const top = frame?.scrollTop ?? 0;
    const bottom = top + (frame?.clientHeight ?? 0);
    places.current = after;
    if (before.size === 0 || calm()) return;
    const isSeen = (place: number) => place > top - SLACK_PX && place < bottom;
    const timing = { duration: MOVE_MS, easing: "ease-out" };
    for (const row of rows) {
      const id = row.dataset.rowId ?? "";
      const [from, to] = [before.get(id), after.get(id) ?? 0];
      if (from === to || typeof row.animate !== "function") continue;
      if (!isSeen(to) && !(from !== undefined && isSeen(from))) continue;
      if (from === undefined) row.animate([{ opacity: 0 }, { opacity: 1 }], timing);
      else row.animate([{ transform: `translateY(${from - to}px)` }, { transform: "none" }], timing);
    }
  });
}

/** How many rows lie below the visible part. */
function useHiddenBelow(box: RefObject<HTMLElement | null>, rows: number) {
  const [below, setBelow] = useState(0);
  const measure = useCallback(() => {
    const frame = box.current;
    if (!frame) return;
    const edge = frame.scrollTop + frame.clientHeight;
    const items = [...frame.querySelectorAll("li")];
    setBelow(items.filter((row) => row.offsetTop + row.offsetHeight / 2 > edge).length);
  }, [box]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number of rows is measured again.
  useEffect(() => {
    measure();
    if (typeof ResizeObserver === "undefined" || !box.current) return;
    const observer = new ResizeObserver(measure);
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [measure, rows]);
  return { below, measure };
}

export function PatientList({ label, patients, elapsed, anonymous, turnsPages }: Props) {
  const box = useRef<HTMLElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const { below, measure } = useHiddenBelow(box, patients.length);
  useGlide(box, list);

  const turnPage = useCallback(() => {
    const frame = box.current;
    if (!frame) return;
    const atEnd = frame.scrollTop + frame.clientHeight >= frame.scrollHeight - 4;
    const top = atEnd ? 0 : frame.scrollTop + frame.clientHeight * 0.85;
    frame.scrollTo({ top, behavior: calm() ? "auto" : "smooth" });
  }, []);

  useEffect(() => {
    if (!turnsPages) return;
    const timer = setInterval(turnPage, PAGE_MS);
    return () => clearInterval(timer);
  }, [turnsPages, turnPage]);

  if (patients.length === 0) {
    return (
      <div className="flex flex-1 flex-col items-center justify-center gap-2 p-6 text-soft">
        <Coffee aria-hidden className="size-8 opacity-60" strokeWidth={1.5} />
        <p>Fila médica vazia</p>
      </div>
    );
  }
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <section
        ref={box}
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard.
        tabIndex={0}
        onScroll={measure}
        className="scroll-calm relative min-h-0 flex-1 overflow-y-auto -outline-offset-2"
      >
        <ul
          ref={list}
          data-table="patients"
          className="@min-[56rem]:grid @min-[56rem]:grid-cols-2 @min-[56rem]:gap-x-px"
        >
          {patients.map((patient) => (
            <PatientRow
              key={patient.id}
              patient={patient}
              waitMinutes={waitAfter(patient, elapsed)}
              anonymous={anonymous}
            />
          ))}
        </ul>
      </section>
      {below > 0 && (
        <div className="pointer-events-none absolute inset-x-0 bottom-0 flex justify-center bg-linear-to-t from-card to-transparent pt-8 pb-2">
          <button
            type="button"
            tabIndex={-1}
            onClick={turnPage}
            className="pointer-events-auto inline-flex min-h-8 items-center gap-1 rounded-full border border-line bg-card px-3 text-xs font-semibold shadow-card"
          >
            <ChevronsDown aria-hidden className="size-3.5" />+ {below} abaixo
          </button>
        </div>
      )}
    </div>
  );
}
