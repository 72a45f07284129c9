/** What the sync services last reported, and asking one to run again. */
import { queryOptions } from "@tanstack/react-query";
import { api, type components, ok } from "@/lib/api/client";

export type StatusRow = components["schemas"]["StatusRow"];

export const operationsQueries = {
  /** Every service's heartbeat. Announcements refresh it; the slow poll is for when they are missed. */
  status: () =>
    queryOptions({
      queryKey: ["operations", "status"],
      queryFn: ({ signal }) => ok(api.GET("/api/admin/status", { signal })),
      staleTime: 5_000,
      refetchInterval: 30_000,
      retry: false,
    }),
};

export const requestRefresh = (service: string) => ok(api.POST("/api/admin/refresh", { body: { service } }));
