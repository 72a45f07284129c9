import type { ReactNode } from "react";
import { cx } from "./cx";

interface Props {
  title: string;
  /** At the right of the title. */
  actions?: ReactNode;
  /** Under the title. */
  hint?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A titled block of a page. */
export function Card({ title, actions, hint, children, className }: Props) {
  return (
    <section
      aria-label={title}
      className={cx(
        "flex min-w-0 flex-col rounded-card border border-line bg-card p-4 shadow-card",
        className,
      )}
    >
      <div className="mb-3 flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div className="min-w-0">
          <h2 className="text-base font-bold">{title}</h2>
          {hint && <p className="text-xs text-soft">{hint}</p>}
        </div>
        {actions && <div className="flex shrink-0 items-center gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
