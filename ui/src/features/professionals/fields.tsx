/** Labelled controls of the editor, each with its message under it. */
import { type ReactNode, useId } from "react";
import { cx } from "@/components/ui/cx";
import type { Option } from "@/components/ui/SearchSelect";

interface Common {
  label: string;
  required?: boolean;
  error?: string | undefined;
  hint?: ReactNode;
  className?: string;
}

const BOX =
  "w-full min-w-0 rounded-card border bg-card px-3 text-base text-ink transition-colors placeholder:text-slate-500 disabled:bg-sunken disabled:text-soft sm:text-sm";
const look = (error: string | undefined) =>
  cx(BOX, error ? "border-bad" : "border-slate-300 enabled:hover:border-slate-400");

export const labelLooks = (required: boolean | undefined) =>
  cx("text-sm font-medium", required && "after:ml-0.5 after:text-bad-ink after:content-['*']");

interface ControlProps {
  id: string;
  required: boolean | undefined;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
}

function Labelled(props: Common & { children: (control: ControlProps) => ReactNode }) {
  const { label, required, error, hint, className, children } = props;
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div className={cx("flex min-w-0 flex-col gap-1.5", className)}>
      <label htmlFor={id} className={labelLooks(required)}>
        {label}
      </label>
      {children({
        id,
        required,
        "aria-invalid": error ? true : undefined,
        "aria-describedby": described || undefined,
      })}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-soft">
          {hint}
        </p>
      )}
      <Message id={`${id}-error`} text={error} />
    </div>
  );
}

/** What is wrong with the control above it. */
export function Message({ id, text }: { id?: string; text: string | undefined }) {
  if (!text) return null;
  return (
    <p id={id} className="text-xs font-medium text-bad-ink">
      {text}
    </p>
  );
}

interface TextProps extends Common {
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  type?: "text" | "email" | "tel" | "date" | "number";
  placeholder?: string;
  inputMode?: "numeric" | "email" | "tel";
  maxLength?: number;
  min?: string | number;
  max?: string | number;
}

export function TextField({ label, required, error, hint, className, value, onChange, ...input }: TextProps) {
  return (
    <Labelled {...{ label, error, hint }} required={required ?? false} className={className ?? ""}>
      {(control) => (
        <input
          {...input}
          {...control}
          autoComplete="off"
          value={value}
          onChange={({ target }) => onChange(target.value)}
          className={cx("h-11", look(error))}
        />
      )}
    </Labelled>
  );
}

interface AreaProps extends Common {
  value: string;
  rows: number;
  onChange: (value: string) => void;
  onBlur?: () => void;
}

export function AreaField({ label, required, error, hint, className, value, onChange, ...area }: AreaProps) {
  return (
    <Labelled {...{ label, error, hint }} required={required ?? false} className={className ?? ""}>
      {(control) => (
        <textarea
          {...area}
          {...control}
          value={value}
          onChange={({ target }) => onChange(target.value)}
          className={cx("py-2", look(error))}
        />
      )}
    </Labelled>
  );
}

interface ChoiceProps extends Common {
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
}

/** A value of nobody's list, as in an old record, stays choosable. */
export function ChoiceField({
  label,
  required,
  error,
  hint,
  className,
  value,
  options,
  onChange,
}: ChoiceProps) {
  const known = options.some((option) => option.value === value);
  return (
    <Labelled {...{ label, error, hint }} required={required ?? false} className={className ?? ""}>
      {(control) => (
        <select
          {...control}
          value={value}
          onChange={({ target }) => onChange(target.value)}
          className={cx("h-11", look(error))}
        >
          {!known && <option value={value}>{value || "Selecione"}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

interface CheckProps {
  label: string;
  /** What is seen of the label where the rest stands nearby. */
  shortLabel?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function CheckField({ label, shortLabel, checked, onChange }: CheckProps) {
  return (
    <label className="flex min-h-10 w-fit items-center gap-2.5 text-sm">
      <input
        type="checkbox"
        aria-label={shortLabel ? label : undefined}
        checked={checked}
        onChange={({ target }) => onChange(target.checked)}
        className="size-5 shrink-0 accent-primary"
      />
      {shortLabel ?? label}
    </label>
  );
}
