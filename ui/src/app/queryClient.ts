/** The cache of answers, and what every failed answer means for the session. */
import { QueryCache, QueryClient } from "@tanstack/react-query";
import { sessionLost } from "@/features/access/expiry";
import { accessKeys } from "@/features/access/queries";
import { ApiError } from "@/lib/api/client";

/** Waits before asking again after the server or the network failed. */
const RETRY_AFTER_MS = [5_000, 15_000, 60_000];

/** A refusal stays a refusal; a broken connection heals. */
const isTransient = (error: Error) =>
  error instanceof ApiError && (error.status === 0 || error.status >= 500);

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError(error) {
      if (!(error instanceof ApiError)) return;
      if (error.status === 401) sessionLost.set(true);
      // Rights may have changed since the menu was built.
      if (error.status === 403) void queryClient.invalidateQueries({ queryKey: accessKeys.session });
    },
  }),
  defaultOptions: {
    // The server may be this very machine or one on the same network: whether the internet is there
    // says nothing about it.
    mutations: { networkMode: "always" },
    queries: {
      networkMode: "always",
      staleTime: 5 * 60_000,
      retry: (failures, error) => isTransient(error) && failures < RETRY_AFTER_MS.length,
      retryDelay: (failures) => RETRY_AFTER_MS[failures] ?? 60_000,
    },
  },
});
