import type { EChartsCoreOption, EChartsType } from "echarts/core";
import { useEffect, useRef } from "react";
import { cx } from "@/components/ui/cx";
import { useMedia } from "@/lib/useMedia";

interface Props {
  /** What is drawn, for those who do not see it. */
  label: string;
  option: EChartsCoreOption;
  className?: string;
}

/** A drawn chart that follows its frame's size. The library travels only when a chart is on screen. */
export default function Chart({ label, option, className }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const current = useRef(option);
  const still = useMedia("(prefers-reduced-motion: reduce)");

  useEffect(() => {
    current.current = option;
    chart.current?.setOption({ animation: !still, ...option }, { notMerge: true });
  }, [option, still]);

  useEffect(() => {
    let gone = false;
    let sizes: ResizeObserver | undefined;
    void import("./echarts").then(({ init }) => {
      if (gone || !frame.current) return;
      const made = init(frame.current, null, { renderer: "svg" });
      chart.current = made;
      made.setOption({ animation: !still, ...current.current });
      sizes = new ResizeObserver(() => made.resize());
      sizes.observe(frame.current);
    });
    return () => {
      gone = true;
      sizes?.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, [still]);

  return <div ref={frame} role="img" aria-label={label} className={cx("min-h-40 w-full", className)} />;
}
