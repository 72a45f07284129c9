import { Link } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import { cx } from "@/components/ui/cx";
import { int, UNKNOWN } from "@/lib/format";

interface Props {
  title: string;
  /** `undefined` while it is not known. */
  value: number | undefined;
  note: string | undefined;
  icon: LucideIcon;
  tint: string;
  /** Leads to the monitor. */
  isLink: boolean;
}

/** One number of the queues. */
export function Figure({ title, value, note, icon: Icon, tint, isLink }: Props) {
  const looks =
    "flex items-center gap-4 rounded-card border border-line bg-card p-4 shadow-card transition-colors";
  const content = (
    <>
      <span className={cx("flex size-12 shrink-0 items-center justify-center rounded-card", tint)}>
        <Icon aria-hidden className="size-6" />
      </span>
      <span className="min-w-0">
        <span className="block text-xs font-semibold tracking-wide text-soft uppercase">{title}</span>
        <span className="block text-3xl leading-9 font-bold tabular-nums">
          {value === undefined ? UNKNOWN : int(value)}
        </span>
        <span className="block min-h-4 truncate text-xs text-soft">{note}</span>
      </span>
    </>
  );
  if (!isLink) return <div className={looks}>{content}</div>;
  return (
    <Link to={"/monitor" as string} className={cx(looks, "hover:border-slate-400")}>
      {content}
    </Link>
  );
}
