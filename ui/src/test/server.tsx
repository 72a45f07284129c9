/** A pretend server behind `fetch`, and the whole dashboard in front of it. */
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import { vi } from "vitest";
import { queryClient } from "@/app/queryClient";
import { makeRouter } from "@/app/router";
import { Toasts, toast } from "@/components/ui/Toasts";
import { sessionLost } from "@/features/access/expiry";
import type { SessionUser } from "@/features/access/queries";

export interface Answer {
  status?: number;
  json?: unknown;
  headers?: Record<string, string>;
}

type Answers = Record<string, Answer | ((request: Request) => Answer | Promise<Answer>)>;

/** Answers by `METHOD path`; what is not listed is a broken connection. Can be changed while it runs. */
export function pretendServer(answers: Answers) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const name = `${request.method} ${new URL(request.url).pathname}`;
    asked.push(name);
    const found = answers[name];
    if (!found) throw new TypeError("Failed to fetch");
    const { status = 200, json = {}, headers } = typeof found === "function" ? await found(request) : found;
    return new Response(JSON.stringify(json), {
      status,
      headers: { "Content-Type": "application/json", ...headers },
    });
  });
  return { answers, asked };
}

const KEYS = ["dashboard", "monitor", "financeiro", "contratos", "propostas", "users"];

export function person(fields: Partial<SessionUser> = {}, viewable = KEYS): SessionUser {
  const permissions = Object.fromEntries(
    KEYS.map((key) => [key, { view: viewable.includes(key), edit: false, refresh: viewable.includes(key) }]),
  );
  return {
    id: "u1",
    name: "Ana Exemplo",
    email: "ana.exemplo@example.com",
    role: "OPERADOR",
    department: null,
    ...fields,
    permissions: permissions as SessionUser["permissions"],
  };
}

/** Opens the dashboard at `path`, as if the program had just started. */
export function openAt(path: string) {
  queryClient.clear();
  sessionLost.set(false);
  toast.clear();
  const router = makeRouter(createMemoryHistory({ initialEntries: [path] }));
  const view = render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <Toasts />
    </QueryClientProvider>,
  );
  return { ...view, location: () => router.state.location.href };
}
