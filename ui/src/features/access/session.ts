/** Signing in and out: the only places that change who is signed in. */
import type { QueryClient } from "@tanstack/react-query";
import { ApiError, api, type components, ok } from "@/lib/api/client";
import { sessionLost } from "./expiry";
import { accessQueries, type SessionUser } from "./queries";
import { signedIn } from "./user";

/** The answer said yes, but the next request came without the session. */
export const COOKIE_REFUSED = "COOKIE_REFUSED";

/** Signs in and proves that the session works. Answers with the person and where the server sends them. */
async function enter(
  client: QueryClient,
  reply: Promise<components["schemas"]["LoginAnswer"]>,
): Promise<{ user: SessionUser; redirectTo: string }> {
  const { redirectTo } = await reply;
  const user = await client.fetchQuery({ ...accessQueries.session(), staleTime: 0, retry: false });
  if (!user) {
    throw new ApiError(
      200,
      COOKIE_REFUSED,
      "Cookie de sessão não aceito pelo navegador. Confira se o endereço aberto é o mesmo da configuração NEXTAUTH_URL (endereço público do painel).",
    );
  }
  signedIn.set(user);
  sessionLost.set(false);
  // Only a session that was to be kept shows whether the window can keep one.
  void client.invalidateQueries({ queryKey: accessQueries.sessionStorage().queryKey });
  return { user, redirectTo };
}

export const signIn = (client: QueryClient, body: components["schemas"]["LoginRequest"]) =>
  enter(client, ok(api.POST("/api/auth/login", { body })));

/** Makes the first administrator and signs them in. */
export const createFirstUser = (client: QueryClient, body: components["schemas"]["BootstrapRequest"]) =>
  enter(client, ok(api.POST("/api/auth/bootstrap", { body })));

/** Ends the session here and on the server. Throws when the server did not hear it. */
export async function signOut(client: QueryClient) {
  await ok(api.POST("/api/auth/logout"));
  client.clear();
  client.setQueryData(accessQueries.session().queryKey, null);
  sessionLost.set(false);
}
