import { type InputHTMLAttributes, type ReactNode, useId } from "react";
import { cx } from "./cx";

interface Props extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  error?: string | null;
  hint?: ReactNode;
  /** Sits inside the input at its right. */
  trailing?: ReactNode;
}

/** A labelled input with its message under it. */
export function Field({ label, error, hint, trailing, className, ...input }: Props) {
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <div className="relative">
        <input
          {...input}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
          className={cx(
            "h-11 w-full rounded-card border bg-card px-3 text-base text-ink transition-colors placeholder:text-slate-500 sm:text-sm",
            error ? "border-bad" : "border-slate-300 hover:border-slate-400",
            trailing ? "pr-12" : undefined,
            className,
          )}
        />
        {trailing && <div className="absolute inset-y-0 right-1 flex items-center">{trailing}</div>}
      </div>
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-soft">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-xs font-medium text-bad-ink">
          {error}
        </p>
      )}
    </div>
  );
}
