import { cx } from "@/components/ui/cx";
import { pctS1 } from "@/lib/format";
import type { Change } from "./model";

const looks = (delta: number) => (delta >= 0 ? "text-good-ink" : "text-bad-ink");

/** A difference, with a sign that does not need colour. */
export function Delta({ delta, format }: { delta: number; format: (value: number) => string }) {
  return (
    <span className={cx("whitespace-nowrap", looks(delta))}>
      <span aria-hidden>{delta >= 0 ? "▲" : "▼"} </span>
      {format(delta)}
    </span>
  );
}

/** The same in percent. */
export const DeltaPct = ({ delta, pct }: Pick<Change, "delta" | "pct">) => (
  <span className={looks(delta)}>{pctS1(pct)}</span>
);

/** Both, as a badge beside a figure. */
export function DeltaBadge({ change, format }: { change: Change; format: (value: number) => string }) {
  const { delta, pct } = change;
  return (
    <span
      className={cx(
        "inline-flex items-center rounded-full px-2.5 py-0.5 text-xs font-semibold tabular-nums",
        delta >= 0 ? "bg-good-wash text-good-ink" : "bg-bad-wash text-bad-ink",
      )}
    >
      <span aria-hidden>{delta >= 0 ? "▲" : "▼"}&nbsp;</span>
      {format(delta)} ({pctS1(pct)})
    </span>
  );
}
