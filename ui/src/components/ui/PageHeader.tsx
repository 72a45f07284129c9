import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";

interface Props {
  icon: LucideIcon;
  /** Background of the icon's tile. */
  tint?: string;
  title: string;
  text: string;
  /** What is known of the age of the page's data. */
  sync?: ReactNode;
  /** Buttons. */
  children?: ReactNode;
}

/** The head of a page: what it is, how old its data are, what can be done with it. */
export function PageHeader({ icon: Icon, tint = "bg-primary", title, text, sync, children }: Props) {
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-3">
      <span
        className={cx(
          "flex size-12 shrink-0 items-center justify-center rounded-card text-white shadow-card",
          tint,
        )}
      >
        <Icon aria-hidden className="size-6" />
      </span>
      <div className="min-w-0 flex-1 basis-56">
        <h1 className="text-xl leading-7 font-bold">{title}</h1>
        <p className="text-sm text-soft">{text}</p>
      </div>
      {sync}
      <div className="flex flex-wrap items-center gap-2">{children}</div>
    </header>
  );
}

/** A thin line that moves while figures are read; it takes no room. */
export function ReadingLine({ reading }: { reading: boolean }) {
  return (
    <div aria-hidden className="-my-2 h-0.5 overflow-hidden rounded-full">
      {reading && <div className="h-full w-full animate-shimmer bg-info" />}
    </div>
  );
}
