/** Proposals of a period, by unit and by the professional who made them. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type components, ok } from "@/lib/api/client";
import type { Period } from "@/lib/period";

export type ProposalsAnswer = components["schemas"]["ProposalsAnswer"];
export type UnitStatus = components["schemas"]["UnitProposals"];
export type Proposer = components["schemas"]["ProposerProposals"];

export interface Question {
  period: Period;
  /** `all` filters nothing. */
  unit: string;
  /** A stage or a status; `all` filters nothing. */
  status: string;
}

/** The filters as the server knows them. */
export const queryOf = ({ period, unit, status }: Question) => ({
  startDate: period.from,
  endDate: period.to,
  unit,
  status,
});

export const proposalsQueries = {
  /** Another filter keeps the old figures on screen until the new ones are there. */
  overview: (question: Question) =>
    queryOptions({
      queryKey: ["proposals", "overview", queryOf(question)],
      queryFn: ({ signal }) =>
        ok(api.GET("/api/admin/propostas", { params: { query: queryOf(question) }, signal })),
      placeholderData: keepPreviousData,
      staleTime: 5 * 60_000,
    }),
};
