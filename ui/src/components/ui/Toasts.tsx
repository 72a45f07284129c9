/** Short messages at the lower right. Confirmations leave by themselves, notes and problems stay until closed. */
import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import type { ReactNode } from "react";
import { createStore, useStore } from "@/lib/store";

interface Toast {
  id: number;
  kind: "done" | "note" | "problem";
  text: string;
  action?: Action;
}

/** What a note leads to; following it closes the note. */
interface Action {
  label: string;
  run: () => void;
}

const ICONS = {
  done: <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />,
  note: <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-sky-300" />,
  problem: <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-red-300" />,
};

const SHOWN_FOR_MS = 4_000;
const shown = createStore<readonly Toast[]>([]);
let lastId = 0;

const dismiss = (id: number) => shown.set(shown.get().filter((t) => t.id !== id));

function show(kind: Toast["kind"], text: string, action?: Action) {
  lastId += 1;
  const id = lastId;
  // The same sentence twice says nothing new.
  shown.set([...shown.get().filter((t) => t.text !== text), { id, kind, text, action }]);
  if (kind === "done") setTimeout(() => dismiss(id), SHOWN_FOR_MS);
}

export const toast = {
  done: (text: string) => show("done", text),
  note: (text: string, action: Action) => show("note", text, action),
  problem: (text: string) => show("problem", text),
  clear: () => shown.set([]),
};

/** `children` stand below the messages, in the same corner. */
export function Toasts({ children }: { children?: ReactNode }) {
  const toasts = useStore(shown);
  return (
    // Named live, so that an open dialog does not hide it from those who listen. A dialog has its buttons at the lower
    // right: while one is open (it locks the scrolling), the messages stand at the left.
    <div
      aria-live="polite"
      data-toasts
      className="pointer-events-none fixed right-4 bottom-4 left-4 z-[80] flex flex-col items-end gap-2 sm:in-data-scroll-locked:items-start"
    >
      {toasts.map(({ id, kind, text, action }) => (
        <div
          key={id}
          role={kind === "problem" ? "alert" : "status"}
          className="pointer-events-auto flex max-w-sm animate-fade items-start gap-2.5 rounded-card bg-slate-900 py-3 pr-2 pl-4 text-sm text-white shadow-raised"
        >
          {ICONS[kind]}
          <span>{text}</span>
          {action && (
            <button
              type="button"
              onClick={() => {
                dismiss(id);
                action.run();
              }}
              className="shrink-0 rounded-sm font-semibold underline underline-offset-2 hover:no-underline"
            >
              {action.label}
            </button>
          )}
          <button
            type="button"
            aria-label="Fechar mensagem"
            onClick={() => dismiss(id)}
            className="-my-1 flex size-8 shrink-0 items-center justify-center rounded-lg hover:bg-white/10"
          >
            <X aria-hidden className="size-4" />
          </button>
        </div>
      ))}
      {children}
    </div>
  );
}
