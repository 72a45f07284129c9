import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";

interface Props {
  title: string;
  /** Names the figure for those who look for it in the page. */
  slug: string;
  /** As it came; `null` when nobody knows. */
  value: number | null;
  /** As it is read. */
  text: string;
  icon: LucideIcon;
  /** Colours of the icon's tile. */
  tint: string;
  hint?: ReactNode;
  children?: ReactNode;
  className?: string;
}

/** One number that matters, with its name. */
export function Kpi({ title, slug, value, text, icon: Icon, tint, hint, children, className }: Props) {
  return (
    <div
      data-kpi={slug}
      data-value={value ?? ""}
      className={cx(
        "flex min-w-0 flex-col gap-2 rounded-card border border-line bg-card p-3 shadow-card sm:p-4",
        className,
      )}
    >
      <div className="flex items-center gap-2.5">
        <span className={cx("flex size-9 shrink-0 items-center justify-center rounded-card", tint)}>
          <Icon aria-hidden className="size-5" />
        </span>
        <h2 className="text-sm font-medium text-soft">{title}</h2>
      </div>
      <p className="truncate text-base font-bold sm:text-xl tabular-nums" title={text}>
        {text}
      </p>
      {hint && <p className="text-xs text-soft">{hint}</p>}
      {children}
    </div>
  );
}
