import { ChevronsDown, Coffee } from "lucide-react";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { PatientRow } from "./PatientRow";
import type { Patient } from "./queries";

interface Props {
  label: string;
  patients: Patient[];
  waitOf: (patient: Patient) => number;
  anonymous: boolean;
  /** Nobody can scroll a wall: show the next part by itself. */
  turnsPages: boolean;
}

const MOVE_MS = 350;
const PAGE_MS = 10_000;

const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Rows glide to their new place instead of jumping. */
function useGlide(list: RefObject<HTMLUListElement | null>) {
  const places = useRef(new Map<string, number>());
  useLayoutEffect(() => {
    const before = places.current;
    const after = new Map<string, number>();
    for (const row of list.current?.children ?? []) {
      if (!(row instanceof HTMLElement)) continue;
      const id = row.dataset.rowId ?? "";
      after.set(id, row.offsetTop);
      const from = before.get(id);
      if (before.size === 0 || calm() || typeof row.animate !== "function") continue;
      const timing = { duration: MOVE_MS, easing: "ease-out" };
      if (from === undefined) row.animate([{ opacity: 0 }, { opacity: 1 }], timing);
      else if (from !== row.offsetTop) {
        const shift = `translateY(${from - row.offsetTop}px)`;
        row.animate([{ transform: shift }, { transform: "none" }], timing);
      }
    }
    places.current = after;
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

export function PatientList({ label, patients, waitOf, anonymous, turnsPages }: Props) {
  const box = useRef<HTMLElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const { below, measure } = useHiddenBelow(box, patients.length);
  useGlide(list);

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
              waitMinutes={waitOf(patient)}
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
