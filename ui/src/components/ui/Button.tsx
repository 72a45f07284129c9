import { LoaderCircle } from "lucide-react";
import type { ButtonHTMLAttributes } from "react";
import { cx } from "./cx";

const LOOKS = {
  primary: "bg-primary text-white hover:bg-navy",
  quiet: "border border-line bg-card text-ink hover:bg-sunken",
  ghost: "text-soft hover:bg-slate-500/10 hover:text-ink",
  danger: "bg-[#e11d48] text-white hover:bg-[#be123c]",
  warn: "border border-warn/50 bg-warn-wash text-warn-ink hover:border-warn",
} as const;

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: keyof typeof LOOKS;
  /** Something is under way: the button waits and says so. */
  busy?: boolean;
}

export function Button({ look = "primary", busy = false, disabled, className, children, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={cx(
        "inline-flex min-h-10 items-center justify-center gap-2 rounded-card px-3.5 text-sm font-medium transition-colors [&_svg]:shrink-0",
        "disabled:cursor-not-allowed disabled:opacity-60",
        LOOKS[look],
        className,
      )}
    >
      {busy && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
      {children}
    </button>
  );
}
