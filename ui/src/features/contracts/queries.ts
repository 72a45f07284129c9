/** The benefit card: its contracts, and what its unit was paid. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type components, ok } from "@/lib/api/client";
import type { Period } from "@/lib/period";

export type BenefitCard = components["schemas"]["BenefitCardAnswer"];

/** With the period it tells of, which stays on screen while the next one is read. */
export interface Answer {
  period: Period;
  card: BenefitCard;
}

/** The filters as the server knows them. */
export const queryOf = ({ from, to }: Period) => ({ startDate: from, endDate: to });

export const contractQueries = {
  /** Another period keeps the old figures on screen until the new ones are there. */
  benefitCard: (period: Period) =>
    queryOptions({
      queryKey: ["contracts", "benefit-card", queryOf(period)],
      queryFn: async ({ signal }): Promise<Answer> => ({
        period,
        card: await ok(api.GET("/api/admin/contratos", { params: { query: queryOf(period) }, signal })),
      }),
      placeholderData: keepPreviousData,
      staleTime: 5 * 60_000,
    }),
};
