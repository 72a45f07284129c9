import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronDown, type LucideIcon, Search } from "lucide-react";
import { Popover } from "radix-ui";
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { fold } from "@/lib/format";
import { cx } from "./cx";

/** The value that filters nothing. */
export const ALL = "all";

export interface Option {
  /** What the server is asked for. */
  value: string;
  /** What people read. */
  label: string;
}

interface Props {
  label: string;
  icon: LucideIcon;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
  /** Shown while nothing is filtered. */
  placeholder: string;
  /** The first entry of the list. */
  everything?: string;
}

const ROW_PX = 36;
const MOST_PX = 250;
/** Longer lists only draw what is in sight. */
const DRAWN_WHOLE = 200;

/** A choice among many: opens a list that shrinks as one types. */
export function SearchSelect(props: Props) {
  const { label, icon: Icon, value, options, placeholder } = props;
  const id = useId();
  const [open, setOpen] = useState(false);
  const chosen = options.find((option) => option.value === value);
  const text = value === ALL ? placeholder : (chosen?.label ?? value);
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <span id={`${id}-label`} className="text-sm font-medium">
        {label}
      </span>
      <Popover.Root open={open} onOpenChange={setOpen}>
        <Popover.Trigger
          id={`${id}-trigger`}
          aria-labelledby={`${id}-label ${id}-trigger`}
          aria-haspopup="listbox"
          className={cx(
            "flex h-11 w-full min-w-0 items-center gap-2 rounded-card border bg-card px-3 text-left text-sm hover:border-slate-400",
            value === ALL ? "border-slate-300" : "border-info bg-info-wash text-info-ink",
          )}
        >
          <Icon aria-hidden className="size-4 shrink-0 text-soft" />
          <span className="min-w-0 flex-1 truncate">{text}</span>
          <ChevronDown aria-hidden className="size-4 shrink-0 text-soft" />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="start"
            sideOffset={6}
            collisionPadding={12}
            aria-label={label}
            className="z-30 w-[300px] max-w-[calc(100vw-1.5rem)] animate-fade rounded-card border border-line bg-card text-sm text-ink shadow-raised"
          >
            <Choices {...props} onDone={() => setOpen(false)} />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </div>
  );
}

/** Lives only while the list is open, so what was typed is gone the next time. */
function Choices({
  label,
  value,
  options,
  onChange,
  everything = "Todos",
  onDone,
}: Props & { onDone: () => void }) {
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState("");
  const found = useMemo(() => {
    const wanted = fold(typed);
    const matching = wanted ? options.filter((option) => fold(option.label).includes(wanted)) : options;
    return wanted ? matching : [{ value: ALL, label: everything }, ...matching];
  }, [options, typed, everything]);
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      found.findIndex((option) => option.value === value),
    ),
  );
  const rows = useVirtualizer({
    count: found.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    initialOffset: Math.max(0, active * ROW_PX - MOST_PX / 2),
  });
  const drawn =
    found.length > DRAWN_WHOLE
      ? rows.getVirtualItems()
      : found.map((_, index) => ({ index, start: index * ROW_PX }));
  const pick = (index: number) => {
    const option = found[index];
    if (!option) return;
    onChange(option.value);
    onDone();
  };
  const move = (index: number) => {
    const next = Math.min(found.length - 1, Math.max(0, index));
    setActive(next);
    rows.scrollToIndex(next);
  };
  const onKey = (event: KeyboardEvent) => {
    const last = found.length - 1;
    const target = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: last }[event.key];
    if (target === undefined && event.key !== "Enter") return;
    event.preventDefault();
    if (target === undefined) pick(active);
    else move(target);
  };
  return (
    <>
      <div className="flex items-center gap-2 border-b border-line px-3">
        <Search aria-hidden className="size-4 shrink-0 text-soft" />
        <input
          // biome-ignore lint/a11y/noAutofocus: the list was opened to be searched
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={found.length > 0 ? `${id}-${active}` : undefined}
          aria-label={`Pesquisar em ${label}`}
          placeholder="Pesquisar..."
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            setActive(0);
          }}
          onKeyDown={onKey}
          className="h-11 min-w-0 flex-1 bg-transparent outline-none placeholder:text-slate-500"
        />
      </div>
      <div ref={frame} className="scroll-calm overflow-y-auto p-1" style={{ maxHeight: MOST_PX }}>
        {found.length === 0 && <p className="px-3 py-4 text-center text-soft">Nenhum encontrado.</p>}
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label={label}
          className="relative"
          style={{ height: rows.getTotalSize() }}
        >
          {drawn.map(({ index, start }) => {
            const option = found[index];
            if (!option) return null;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys
              <div
                key={option.value}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={option.value === value}
                aria-posinset={index + 1}
                aria-setsize={found.length}
                onClick={() => pick(index)}
                onMouseMove={() => index !== active && setActive(index)}
                style={{ height: ROW_PX, transform: `translateY(${start}px)` }}
                className={cx(
                  "absolute inset-x-0 top-0 flex cursor-pointer items-center rounded-lg px-3",
                  index === active && "bg-sunken outline-1 outline-line",
                  option.value === value && "bg-info-wash font-medium text-info-ink",
                )}
              >
                <span className="truncate" title={option.label}>
                  {option.label}
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
}
