/** What follows from the server's figures of the benefit card. */
import { daysOf, type Period } from "@/lib/period";
import type { BenefitCard } from "./queries";

export type Day = BenefitCard["period"]["dailyChart"][number];

/** Every day of the period: one without payments is 0, not missing. */
export function days({ period: { dailyChart } }: BenefitCard, period: Period): Day[] {
  const known = new Map(dailyChart.map(({ date, faturamento }) => [date, faturamento]));
  return daysOf(period).map((date) => ({ date, faturamento: known.get(date) ?? 0 }));
}

/** By how many percent `now` is above `then`; `null` when there was nothing to grow from. */
export const growth = (now: number, then: number) => (then === 0 ? null : ((now - then) / then) * 100);
