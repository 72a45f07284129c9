import { ArrowRight, CalendarDays, ChevronDown } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useEffect, useId, useState } from "react";
import { isDay, type Period, presets } from "@/lib/period";

interface Props {
  label: string;
  value: Period;
  onChange: (period: Period) => void;
  disabled?: boolean;
  /** The end follows from elsewhere. */
  fixedEnd?: boolean;
  /** Offers the named periods. */
  withPresets?: boolean;
}

/** Two days that never cross: moving one past the other drags the other along. */
export function DateRange({
  label,
  value,
  onChange,
  disabled = false,
  fixedEnd = false,
  withPresets,
}: Props) {
  const id = useId();
  const start = (from: string) => onChange({ from, to: from > value.to ? from : value.to });
  const end = (to: string) => onChange({ from: to < value.from ? to : value.from, to });
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend id={id} className="mb-1.5 text-sm font-medium">
        {label}
      </legend>
      <div className="flex h-11 items-center gap-1.5 rounded-card border border-slate-300 bg-card pl-3 hover:border-slate-400">
        <CalendarDays aria-hidden className="size-4 shrink-0 text-soft max-sm:hidden" />
        <DayInput label={`${label}: início`} value={value.from} onChange={start} disabled={disabled} />
        <ArrowRight aria-hidden className="size-3.5 shrink-0 text-soft" />
        <DayInput label={`${label}: fim`} value={value.to} onChange={end} disabled={disabled || fixedEnd} />
        {withPresets && !disabled && <Presets onPick={onChange} />}
      </div>
    </fieldset>
  );
}

interface DayProps {
  label: string;
  value: string;
  onChange: (day: string) => void;
  disabled: boolean;
}

/** Asks for nothing until the typed day exists; an emptied field takes the last good day back on leaving it. */
function DayInput({ label, value, onChange, disabled }: DayProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <input
      type="date"
      aria-label={label}
      value={typed}
      disabled={disabled}
      min="2000-01-01"
      max="2100-12-31"
      onChange={({ target }) => {
        setTyped(target.value);
        // A year is typed digit by digit: 0002 and 0020 exist too, but nobody means them.
        if (isDay(target.value) && target.value >= "2000") onChange(target.value);
      }}
      onBlur={() => setTyped(value)}
      className="h-full min-w-0 flex-1 bg-transparent text-sm tabular-nums outline-none disabled:opacity-60 focus-visible:rounded-md focus-visible:outline-2"
    />
  );
}

function Presets({ onPick }: { onPick: (period: Period) => void }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        aria-label="Períodos prontos"
        className="flex h-full w-10 shrink-0 items-center justify-center rounded-r-card border-l border-line text-soft hover:bg-sunken hover:text-ink"
      >
        <ChevronDown aria-hidden className="size-4" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="z-30 min-w-44 animate-fade rounded-card border border-line bg-card p-1 text-sm text-ink shadow-raised"
        >
          {presets().map(({ label, period }) => (
            <DropdownMenu.Item
              key={label}
              onSelect={() => onPick(period)}
              className="cursor-pointer rounded-lg px-3 py-2 outline-none data-highlighted:bg-info-wash data-highlighted:text-info-ink"
            >
              {label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
