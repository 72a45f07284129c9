/** Asking anew at once, whatever is under way. */
import type { QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * Reads every shown answer under `queryKey` now. One that has failed and waits for its next try would otherwise
 * go on waiting, up to a minute, while somebody presses "Tentar novamente".
 */
export async function askAgain(client: QueryClient, queryKey: QueryKey): Promise<void> {
  await client.cancelQueries({ queryKey });
  await client.invalidateQueries({ queryKey });
}
