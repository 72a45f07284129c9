/** How the product draws series over days or months: one look for every page. */
import type { EChartsCoreOption } from "echarts/core";
import { kAxis } from "@/lib/format";

export const COLORS = {
  navy: "#053f74",
  sky: "#0284c7",
  teal: "#0f766e",
  emerald: "#10b981",
  slate: "#64748b",
  rose: "#e11d48",
  blue: "#1d4ed8",
  green: "#059669",
  amber: "#f59e0b",
} as const;

/** That of the page. Named, because the library measures texts before it draws them. */
const FONT =
  'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif';

export interface Series {
  name: string;
  values: readonly (number | null)[];
  color: string;
  /** A filled curve, a line or bars. */
  shape?: "area" | "line" | "bar";
  dashed?: boolean;
}

interface Drawing {
  /** Under each point. */
  labels: readonly string[];
  series: readonly Series[];
  /** A value in the tooltip. */
  format: (value: number) => string;
  /** A value at the left axis. */
  axis?: (value: number) => string;
  /** The tooltip's first line, when the label under the point does not say enough. */
  titleOf?: (index: number) => string;
}

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

const fill = (color: string) => ({
  type: "linear",
  x: 0,
  y: 0,
  x2: 0,
  y2: 1,
  colorStops: [
    { offset: 0, color: `${color}59` },
    { offset: 1, color: `${color}05` },
  ],
});

function drawn({ name, values, color, shape = "line", dashed = false }: Series) {
  const common = { name, data: [...values], itemStyle: { color }, emphasis: { focus: "none" } };
  if (shape === "bar")
    return { ...common, type: "bar", barMaxWidth: 28, itemStyle: { color, borderRadius: [3, 3, 0, 0] } };
  return {
    ...common,
    type: "line",
    smooth: 0.25,
    smoothMonotone: "x",
    // A lone point would be invisible.
    showSymbol: values.length === 1,
    symbolSize: 7,
    lineStyle: { color, width: 2.5, type: dashed ? "dashed" : "solid" },
    ...(shape === "area" && { areaStyle: { color: fill(color) } }),
  };
}

interface Point {
  dataIndex: number;
  seriesName?: string;
  color?: string;
  value: number | null;
}

/** The library's description of a drawing. */
export function overTime({ labels, series, format, axis = kAxis, titleOf }: Drawing): EChartsCoreOption {
  const tooltip = (points: Point[]) => {
    const index = points[0]?.dataIndex ?? 0;
    const title = titleOf?.(index) ?? labels[index] ?? "";
    const lines = points.map(
      ({ seriesName = "", color = "", value }) =>
        `<span style="display:inline-block;width:8px;height:8px;border-radius:4px;margin-right:6px;background:${escaped(color)}"></span>${escaped(seriesName)}: <b>${value === null ? "—" : escaped(format(value))}</b>`,
    );
    return [`<b>${escaped(title)}</b>`, ...lines].join("<br>");
  };
  return {
    textStyle: { fontFamily: FONT },
    grid: { left: 8, right: 16, top: series.length > 1 ? 40 : 16, bottom: 4, outerBoundsMode: "same" },
    legend: {
      show: series.length > 1,
      type: "scroll",
      top: 0,
      icon: "roundRect",
      textStyle: { color: "#475569" },
    },
    tooltip: {
      trigger: "axis",
      formatter: (points: Point | Point[]) => tooltip(Array.isArray(points) ? points : [points]),
      confine: true,
      textStyle: { color: "#1f2937", fontSize: 13 },
    },
    xAxis: {
      type: "category",
      data: [...labels],
      boundaryGap: series.some((one) => one.shape === "bar"),
      axisLine: { lineStyle: { color: "#cbd5e1" } },
      axisTick: { show: false },
      axisLabel: { color: "#52627a", fontSize: 12, hideOverlap: true, showMinLabel: true },
    },
    yAxis: {
      type: "value",
      splitNumber: 4,
      // Halves of what is counted would all be written alike.
      minInterval: 1,
      splitLine: { lineStyle: { color: "#e2e8f0", type: "dashed" } },
      axisLabel: { color: "#52627a", fontSize: 12, formatter: (value: number) => axis(value) },
    },
    series: series.map(drawn),
  };
}
