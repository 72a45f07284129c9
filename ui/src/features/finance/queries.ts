/** What was billed. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type components, ok } from "@/lib/api/client";
import type { Period } from "@/lib/period";

export type History = components["schemas"]["FinancialHistoryAnswer"];
export type GeneralReport = components["schemas"]["GeneralReport"];
export type ReportUnit = GeneralReport["unitFilter"];

/** What a history is asked about; `all` filters nothing. */
export interface Question {
  period: Period;
  unit: string;
  group: string;
  procedure: string;
}

export const queryOf = ({ period, unit, group, procedure }: Question) => ({
  startDate: period.from,
  endDate: period.to,
  unit,
  group,
  procedure,
});

export const financeQueries = {
  /** Another filter keeps the old figures on screen until the new ones are there. */
  history: (question: Question) =>
    queryOptions({
      queryKey: ["finance", "history", queryOf(question)],
      queryFn: ({ signal }) =>
        ok(api.GET("/api/admin/financial/history", { params: { query: queryOf(question) }, signal })),
      placeholderData: keepPreviousData,
      staleTime: 5 * 60_000,
    }),
  /** Billing of all years by month. */
  generalReport: (unit: ReportUnit) =>
    queryOptions({
      queryKey: ["finance", "general-report", unit],
      queryFn: async ({ signal }) =>
        (await ok(api.GET("/api/admin/financial/general-report", { params: { query: { unit } }, signal })))
          .data,
      placeholderData: keepPreviousData,
      staleTime: 5 * 60_000,
    }),
};
