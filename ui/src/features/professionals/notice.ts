/** When the window tells about certificates, and in which words. */
import { int } from "@/lib/format";
import { recall, remember } from "@/lib/storage";
import type { WatchPage } from "./queries";

type Answer = Pick<WatchPage, "summary" | "newest">;

/** What somebody was last told: on which day, and the newest findings of that time. */
export interface Told {
  day: string;
  newest: NonNullable<WatchPage["newest"]>;
}

/** Nobody's name: a message of the system is read by whoever passes by. */
export function noticeText({ vencidas, vencendo }: Pick<WatchPage["summary"], "vencidas" | "vencendo">) {
  const word = (count: number, one: string, many: string) => `${int(count)} ${count === 1 ? one : many}`;
  if (vencidas === 0) return word(vencendo, "certidão vencendo", "certidões vencendo");
  const expired = word(vencidas, "certidão vencida", "certidões vencidas");
  return vencendo === 0 ? expired : `${expired}, ${int(vencendo)} vencendo`;
}

/** What is to be told on `today`, if anything: findings that are new since the last time, once a day. */
export function newsOf(
  { summary, newest }: Answer,
  told: Told | null,
  today: string,
): { text: string; told: Told } | null {
  if (newest === null || summary.vencidas + summary.vencendo === 0) return null;
  if (told) {
    if (told.day >= today || newest.day < told.newest.day) return null;
    if (newest.day === told.newest.day && newest.count <= told.newest.count) return null;
  }
  return { text: noticeText(summary), told: { day: today, newest } };
}

/** What each person of this computer was told, by their id. */
const KEY = "consultare_certificates_told_v1";

function everybodyTold(): Record<string, unknown> {
  const kept = recall(KEY);
  return typeof kept === "object" && kept !== null && !Array.isArray(kept) ? { ...kept } : {};
}

export function lastTold(userId: string): Told | null {
  const told = everybodyTold()[userId] as Partial<Told> | undefined;
  const isWhole =
    typeof told?.day === "string" &&
    typeof told.newest?.day === "string" &&
    typeof told.newest.count === "number";
  return isWhole ? (told as Told) : null;
}

export const rememberTold = (userId: string, told: Told) =>
  remember(KEY, { ...everybodyTold(), [userId]: told });
