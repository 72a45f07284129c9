import type { Tone } from "./model";

/** Colours of a judgement; always used together with its words. */
export const TEXT: Record<Tone, string> = {
  good: "text-good-ink",
  warn: "text-warn-ink",
  bad: "text-bad-ink",
};

export const CHIP: Record<Tone, string> = {
  good: "bg-good-wash text-good-ink",
  warn: "bg-warn-wash text-warn-ink",
  bad: "bg-bad-wash text-bad-ink",
};

export const BAR: Record<Tone, string> = { good: "bg-good", warn: "bg-warn", bad: "bg-bad" };
