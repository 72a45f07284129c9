/** How large pages are drawn. */

/** `fit`: as wide as the frame, but not blown up; `width`: as wide as the frame; else times the size at 100 %. */
export type Zoom = "fit" | "width" | number;

const STEPS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];
/** A page as wide as a desk is hard to read. */
const MOST_FIT = 1.25;

/** Times the size at 100 %. A frame that is not measured yet is `0` wide. */
export function scaleOf(zoom: Zoom, pageWidth: number, frameWidth: number): number {
  if (typeof zoom === "number") return zoom;
  if (frameWidth <= 0 || pageWidth <= 0) return 1;
  const wide = Math.min(Math.max(frameWidth / pageWidth, 0.1), STEPS.at(-1) ?? 4);
  return zoom === "fit" ? Math.min(wide, MOST_FIT) : wide;
}

/** The next larger step, or `null` at the end. */
export const larger = (scale: number) => STEPS.find((step) => step > scale * 1.01) ?? null;

/** The next smaller step, or `null` at the end. */
export const smaller = (scale: number) => STEPS.findLast((step) => step < scale / 1.01) ?? null;
