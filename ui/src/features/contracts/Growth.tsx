import { cx } from "@/components/ui/cx";
import { pctS1 } from "@/lib/format";
import { growth } from "./model";

interface Props {
  now: number | undefined;
  /** In the period before; `undefined` while nobody knows. */
  then: number | undefined;
}

/** How much more or less than in the period before, with a sign that does not need colour. */
export function Growth({ now, then }: Props) {
  if (now === undefined || then === undefined) return null;
  const pct = growth(now, then);
  if (pct === null) return <span className="text-xs text-soft">sem base no período anterior</span>;
  return (
    <span className="text-xs text-soft">
      <span className={cx("font-semibold tabular-nums", pct >= 0 ? "text-good-ink" : "text-bad-ink")}>
        <span aria-hidden>{pct >= 0 ? "▲" : "▼"} </span>
        {pctS1(pct)}
      </span>{" "}
      que no período anterior
    </span>
  );
}
