/** The typed client of the server, and the one error that every refusal becomes. */
import createClient from "openapi-fetch";
import { heardServerTime } from "@/lib/clock";
import { host } from "@/lib/host";
import type { paths } from "./schema";

export type { components } from "./schema";

/** The server did not answer within this time. */
const PATIENCE_MS = 15_000;

/** Why a request failed. `status` 0: nothing arrived at all. */
export class ApiError extends Error {
  override name = "ApiError";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Seconds the server asks to wait, from `Retry-After`. */
    readonly retryAfterSecs: number | null = null,
  ) {
    super(message);
  }
}

/** The code of an `ApiError` that says the server stayed silent. */
export const NO_ANSWER = "NO_ANSWER";

async function send(request: Request): Promise<Response> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    const signal = AbortSignal.any([request.signal, patience]);
    const response = await host.fetch(new Request(request, { signal }));
    heardServerTime(response.headers.get("X-Hub-Now"));
    return response;
  } catch (error) {
    if (request.signal.aborted) throw error;
    if (patience.aborted) throw new ApiError(0, NO_ANSWER, "O servidor não respondeu. Tente novamente.");
    throw new ApiError(0, "OFFLINE", "Erro ao conectar com o servidor.");
  }
}

/** For a request the server passes a whole file on for before it answers: without the impatience of ordinary ones. */
export async function patient(request: Request): Promise<Response> {
  try {
    return await host.fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new ApiError(0, "OFFLINE", "Erro ao conectar com o servidor.");
  }
}

export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: send });

interface Reply<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer's content, or an `ApiError` made from the server's `{error, code}`. */
export async function ok<T>(reply: Promise<Reply<T>>): Promise<T> {
  const { data, error, response } = await reply;
  if (response.ok && data !== undefined) return data;
  const body = (typeof error === "object" && error !== null ? error : {}) as {
    error?: unknown;
    code?: unknown;
  };
  const retryAfter = Number(response.headers.get("Retry-After"));
  throw new ApiError(
    response.status,
    typeof body.code === "string" ? body.code : codeOf(response.status),
    typeof body.error === "string" ? body.error : "Erro ao conectar com o servidor.",
    retryAfter > 0 ? retryAfter : null,
  );
}

function codeOf(status: number): string {
  if (status === 401) return "UNAUTHENTICATED";
  if (status === 403) return "FORBIDDEN";
  if (status === 404) return "NOT_FOUND";
  return "INTERNAL";
}

/** What to tell a person about a failed request. */
export function messageOf(error: unknown): string {
  if (!(error instanceof ApiError)) return "Algo deu errado. Tente novamente.";
  if (error.code === "FORBIDDEN") return "Sem permissão para ver estes dados.";
  if (error.code === "UNAUTHENTICATED") return "Sua sessão terminou. Entre novamente.";
  return error.message;
}
