/** How many appointments were made. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type components, ok } from "@/lib/api/client";
import type { Period } from "@/lib/period";
import { type Filters, type Grouping, periodOf } from "./filters";

export type Answer = components["schemas"]["AppointmentsAnswer"];

/** The filters as the server knows them. */
export const questionOf = (filters: Filters) => ({
  startDate: periodOf(filters).from,
  endDate: periodOf(filters).to,
  aggregateBy: filters.by,
  status: filters.status,
  unit: filters.unit,
  scheduled_by: filters.scheduler,
  specialty: filters.specialty,
  professional: filters.professional,
});

/** An answer, and what it is about: the old one stays on screen while the next is on its way. */
export interface History extends Answer {
  period: Period;
  by: Grouping;
}

export const appointmentQueries = {
  /** Another filter keeps the old figures on screen until the new ones are there. */
  history: (filters: Filters) =>
    queryOptions({
      queryKey: ["appointments", questionOf(filters)],
      queryFn: async ({ signal }): Promise<History> => {
        const query = { ...questionOf(filters), distincts: "true" };
        const answer = await ok(api.GET("/api/admin/agendamentos", { params: { query }, signal }));
        return { ...answer, period: periodOf(filters), by: filters.by as Grouping };
      },
      placeholderData: keepPreviousData,
      staleTime: 5 * 60_000,
    }),
};
