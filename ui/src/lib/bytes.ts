/** Files of the server that the page itself works with. */
import { ApiError } from "./api/client";
import { host } from "./host";

/** Sends for a file; every refusal becomes an `ApiError` with the server's reason, else `otherwise`. */
export async function sendFor(path: string, otherwise: string, signal?: AbortSignal): Promise<Response> {
  const response = await host
    .fetch(new Request(new URL(path, window.location.origin), { signal }))
    .catch((error) => {
      if (signal?.aborted) throw error;
      throw new ApiError(0, "OFFLINE", "Erro ao conectar com o servidor.");
    });
  if (response.ok) return response;
  const body = (await response.json().catch(() => ({}))) as { error?: string; code?: string };
  throw new ApiError(response.status, body.code ?? "INTERNAL", body.error ?? otherwise);
}

/** The code of an `ApiError` that says the file is larger than asked for. */
export const TOO_LARGE = "FILE_TOO_LARGE";

const tooLarge = () => new ApiError(0, TOO_LARGE, "O arquivo é grande demais.");

/**
 * Reads a file whole, `most` bytes at most. `onShare` hears how much of it has arrived, from 0 to 1, when its
 * length is known.
 */
export async function readBytes(
  path: string,
  most: number,
  signal: AbortSignal,
  onShare: (share: number) => void = () => undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await sendFor(path, "O arquivo não pôde ser lido. Tente novamente.", signal);
  const length = Number(response.headers.get("Content-Length"));
  if (length > most) throw tooLarge();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read().catch((error) => {
      if (signal.aborted) throw error;
      throw new ApiError(0, "OFFLINE", "A conexão caiu no meio do arquivo.");
    });
    if (done) break;
    received += value.byteLength;
    if (received > most) {
      await reader.cancel();
      throw tooLarge();
    }
    parts.push(value);
    if (length > 0) onShare(Math.min(received / length, 1));
  }
  const bytes = new Uint8Array(received);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}
