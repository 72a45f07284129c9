/** Who is signed in, and whether the first administrator still has to be made. */
import { queryOptions } from "@tanstack/react-query";
import { api, type components, ok } from "@/lib/api/client";
import { host } from "@/lib/host";

export type SessionUser = components["schemas"]["SessionUser"];
export type Action = "view" | "edit" | "refresh";

export const accessKeys = { session: ["access", "session"] as const };

export const accessQueries = {
  /** The signed-in person with live rights, or `null`. Read at start, on focus and after a refusal. */
  session: () =>
    queryOptions({
      queryKey: accessKeys.session,
      queryFn: async ({ signal }) => (await ok(api.GET("/api/auth/session", { signal }))).user ?? null,
      staleTime: 60_000,
      refetchOnWindowFocus: "always",
    }),
  bootstrap: () =>
    queryOptions({
      queryKey: ["access", "bootstrap"],
      queryFn: ({ signal }) => ok(api.GET("/api/auth/bootstrap", { signal })),
      staleTime: 0,
      retry: false,
    }),
  sessionStorage: () =>
    queryOptions({
      queryKey: ["access", "session-storage"],
      queryFn: () => host.sessionStorage(),
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    }),
};

/** Whether the person may do `action` on the page with this key. */
export const may = (user: SessionUser | null | undefined, key: string, action: Action = "view") =>
  user?.permissions[key]?.[action] ?? false;
