import { useQuery } from "@tanstack/react-query";
import { renderHook, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { queryClient } from "@/app/queryClient";
import { ApiError, NO_ANSWER } from "@/lib/api/client";
import { host, type SessionStorageInfo } from "@/lib/host";
import { type Answer, openAt, person, pretendServer } from "@/test/server";
import { medicQueue, receptionQueue, whatsappQueue } from "../queues/samples";
import { validate } from "./FirstUserForm";
import { problemOf } from "./LoginForm";
import { accessQueries } from "./queries";
import { signIn as enter } from "./session";

const QUEUES = {
  "GET /api/queue/medic": { json: medicQueue([]) },
  "GET /api/queue/reception": { json: receptionQueue() },
  "GET /api/queue/whatsapp": { json: whatsappQueue() },
  "GET /api/admin/status": { json: [] },
};

/** A server that knows one person, signed out at first. */
function serverWith(login: Answer, user = person()) {
  const server = pretendServer({
    ...QUEUES,
    "GET /api/auth/bootstrap": { json: { needed: false, database: "SQLite hub.db" } },
    "GET /api/auth/session": { json: {} },
    "POST /api/auth/login": () => {
      if ((login.status ?? 200) === 200)
        server.answers["GET /api/auth/session"] = { json: { user, expires: "" } };
      return login;
    },
  });
  return server;
}

const good = (redirectTo: string, user = person()): Answer => ({
  json: { status: "success", user, expires: "", redirectTo },
});

async function signIn(password = "segredo-1") {
  await userEvent.type(await screen.findByLabelText("E-mail"), " Ana.Exemplo@example.com ");
  await userEvent.type(screen.getByLabelText("Senha"), password);
  await userEvent.click(screen.getByRole("button", { name: "Entrar" }));
}

describe("signing in", () => {
  it("sends a stranger to the form and then on to where they wanted to go", async () => {
    serverWith(good("/monitor?unidade=ouro-verde"));
    const { location } = openAt("/monitor?unidade=ouro-verde");
    expect(await screen.findByRole("heading", { name: "Acesso ao Painel" })).toBeVisible();
    expect(location()).toBe("/login?next=%2Fmonitor%3Funidade%3Douro-verde");

    await signIn();

    expect(await screen.findByRole("heading", { name: "Painel Integrado" })).toBeVisible();
    expect(location()).toBe("/monitor?unidade=ouro-verde");
  });

  it("lands on the first page this version has, whatever the server suggests", async () => {
    serverWith(good("/users"));
    const { location } = openAt("/login");
    await signIn();
    await waitFor(() => expect(location()).toBe("/dashboard"));
  });

  it("does not follow a wanted page that is not ours or not allowed", async () => {
    for (const next of ["//example.com/x", "/\\example.com", "/users", "https://example.com"]) {
      serverWith(good("/monitor"));
      const { location, unmount } = openAt(`/login?next=${encodeURIComponent(next)}`);
      await signIn();
      await waitFor(() => expect(location()).toBe("/dashboard"));
      unmount();
    }
  });

  it("shows whoever may see nothing that an administrator must help", async () => {
    const nobody = person({}, []);
    serverWith(good("/sem-acesso", nobody), nobody);
    const { location } = openAt("/login");
    await signIn();
    expect(await screen.findByRole("heading", { name: "Sem acesso" })).toBeVisible();
    expect(screen.getByText("Ana Exemplo")).toBeVisible();
    expect(screen.getByRole("button", { name: "Sair" })).toBeVisible();
    expect(location()).toBe("/sem-acesso");
  });

  it.each<[string, Answer, RegExp]>([
    [
      "a wrong password",
      { status: 401, json: { error: "x", code: "INVALID_CREDENTIALS" } },
      /E-mail ou senha incorretos/,
    ],
    [
      "an incomplete form",
      { status: 400, json: { error: "x", code: "LOGIN_INCOMPLETE" } },
      /E-mail ou senha incorretos/,
    ],
    ["an inactive user", { status: 403, json: { error: "x", code: "USER_INACTIVE" } }, /Usuário inativo/],
    [
      "a broken server",
      { status: 500, json: { error: "x", code: "INTERNAL" } },
      /Erro ao conectar com o servidor/,
    ],
  ])("explains %s and offers the button again", async (_, answer, text) => {
    serverWith(answer);
    openAt("/login");
    await signIn();
    expect(await screen.findByRole("alert")).toHaveTextContent(text);
    expect(screen.getByRole("button", { name: "Entrar" })).toBeEnabled();
  });

  it("explains a broken connection and offers the button again", async () => {
    const server = serverWith(good("/monitor"));
    delete server.answers["POST /api/auth/login"];
    openAt("/login");
    await signIn();
    expect(await screen.findByRole("alert")).toHaveTextContent("Erro ao conectar com o servidor.");
    expect(screen.getByRole("button", { name: "Entrar" })).toBeEnabled();
  });

  it("gives up on a silent server", () => {
    const silent = new ApiError(0, NO_ANSWER, "O servidor não respondeu. Tente novamente.");
    expect(problemOf(silent)).toBe("O servidor não respondeu. Tente novamente.");
  });

  it("sends who has no right to the first page but to a later one there", async () => {
    const later = person({}, ["monitor"]);
    const server = serverWith(good("/monitor", later), later);
    for (const path of ["/", "/dashboard", "/financeiro"]) {
      server.answers["GET /api/auth/session"] = { json: { user: later } };
      const { location, unmount } = openAt(path);
      expect(await screen.findByRole("heading", { name: "Painel Integrado" })).toBeVisible();
      expect(location()).toBe("/monitor");
      unmount();
    }
  });

  it("waits as long as the server asks after too many attempts", async () => {
    serverWith({
      status: 429,
      json: { error: "x", code: "TOO_MANY_ATTEMPTS" },
      headers: { "Retry-After": "600" },
    });
    openAt("/login");
    await signIn();
    expect(await screen.findByRole("alert")).toHaveTextContent(
      "Muitas tentativas. Tente novamente em 10 min.",
    );
    expect(screen.getByRole("button", { name: /Aguarde/ })).toBeDisabled();
  });

  it("says so when the browser did not keep the cookie", async () => {
    const server = serverWith(good("/monitor"));
    server.answers["POST /api/auth/login"] = good("/monitor");
    openAt("/login");
    await signIn();
    expect(await screen.findByRole("alert")).toHaveTextContent(/Cookie de sessão não aceito.*NEXTAUTH_URL/);
    expect(screen.getByRole("button", { name: "Entrar" })).toBeEnabled();
  });

  it("asks for what is missing before asking the server", async () => {
    const server = serverWith(good("/monitor"));
    openAt("/login");
    await userEvent.click(await screen.findByRole("button", { name: "Entrar" }));
    expect(screen.getByLabelText("E-mail")).toHaveFocus();
    expect(screen.getByText("Informe o e-mail.")).toBeVisible();
    expect(server.asked).not.toContain("POST /api/auth/login");
  });

  it("shows and hides the password", async () => {
    serverWith(good("/monitor"));
    openAt("/login");
    const password = await screen.findByLabelText("Senha");
    await userEvent.click(screen.getByRole("button", { name: "Mostrar senha" }));
    expect(password).toHaveAttribute("type", "text");
    await userEvent.click(screen.getByRole("button", { name: "Ocultar senha" }));
    expect(password).toHaveAttribute("type", "password");
  });
});

describe("the first administrator", () => {
  it("is made on a fresh installation", async () => {
    const server = serverWith(good("/monitor"));
    server.answers["GET /api/auth/bootstrap"] = { json: { needed: true, database: "SQLite hub.db" } };
    server.answers["POST /api/auth/bootstrap"] = async (request) => {
      expect(await request.json()).toEqual({
        name: "Ana Exemplo",
        email: "ana@example.com",
        password: "trocar-isto-1",
      });
      server.answers["GET /api/auth/session"] = { json: { user: person() } };
      return good("/monitor");
    };
    openAt("/login");
    expect(await screen.findByRole("heading", { name: "Primeiro acesso" })).toBeVisible();
    await userEvent.type(screen.getByLabelText("Nome"), "Ana Exemplo");
    await userEvent.type(screen.getByLabelText("E-mail"), "Ana@example.com");
    await userEvent.type(screen.getByLabelText("Senha"), "trocar-isto-1");
    await userEvent.type(screen.getByLabelText("Confirmar senha"), "trocar-isto-1");
    await userEvent.click(screen.getByRole("button", { name: "Criar conta e entrar" }));
    expect(await screen.findByRole("heading", { name: "Painel Integrado" })).toBeVisible();
  });

  it("needs a name, an address and a password typed twice", () => {
    const fine = {
      name: "Ana",
      email: "ana@example.com",
      password: "trocar-isto-1",
      repeat: "trocar-isto-1",
    };
    expect(validate(fine)).toEqual({});
    expect(
      Object.keys(validate({ ...fine, name: " ", email: "ana", password: "curta", repeat: "outra" })),
    ).toEqual(["name", "email", "password", "repeat"]);
    expect(validate({ ...fine, password: "é".repeat(37), repeat: "é".repeat(37) })).toHaveProperty(
      "password",
    );
  });
});

describe("the frame", () => {
  const signedIn = (user = person()) =>
    pretendServer({
      ...QUEUES,
      "GET /api/auth/session": { json: { user } },
      "GET /api/auth/bootstrap": { json: { needed: false, database: "" } },
      "POST /api/auth/logout": { json: { status: "success" } },
    });

  it("lists only pages that exist and are allowed, and finds them without accents", async () => {
    signedIn(person({}, ["monitor", "users"]));
    openAt("/");
    expect(await screen.findByRole("link", { name: "Monitor de Atendimento" })).toHaveAttribute(
      "aria-current",
      "page",
    );
    expect(screen.getAllByRole("link").map((link) => link.textContent)).not.toContain("Financeiro");
    const search = screen.getByRole("textbox", { name: "Buscar páginas" });
    await userEvent.type(search, "OPERACOES");
    expect(screen.getByRole("link", { name: "Monitor de Atendimento" })).toBeVisible();
    await userEvent.type(search, " nada");
    expect(screen.getByText("Nenhuma página encontrada.")).toBeVisible();
    await userEvent.keyboard("{Escape}");
    expect(search).toHaveValue("");
  });

  it("signs out from the collapsed menu", async () => {
    const server = signedIn();
    const { location } = openAt("/monitor");
    await userEvent.click(await screen.findByRole("button", { name: "Recolher menu" }));
    server.answers["GET /api/auth/session"] = { json: {} };
    await userEvent.click(screen.getByRole("button", { name: "Sair do sistema" }));
    await waitFor(() => expect(location()).toBe("/login"));
  });

  it("says after signing in that the window could not keep the session", async () => {
    queryClient.clear();
    let kept: SessionStorageInfo = { kind: "keyring", message: null };
    const storage = vi.spyOn(host, "sessionStorage").mockImplementation(async () => kept);
    pretendServer({
      "POST /api/auth/login": { json: { redirectTo: "/monitor" } },
      "GET /api/auth/session": { json: { user: person() } },
    });
    const { result } = renderHook(() => useQuery(accessQueries.sessionStorage(), queryClient));
    await waitFor(() => expect(result.current.data).toEqual(kept));
    kept = { kind: "memory", message: "O cofre de senhas está bloqueado." };
    await enter(queryClient, { email: "a@example.com", password: "segredo-longo" });
    await waitFor(() => expect(result.current.data).toEqual(kept));
    storage.mockRestore();
  });

  it("offers to sign in again over the page when the session has ended", async () => {
    const server = signedIn();
    openAt("/monitor?unidade=ouro-verde");
    await screen.findByRole("heading", { name: "Painel Integrado" });
    server.answers["GET /api/queue/medic"] = {
      status: 401,
      json: { error: "Unauthenticated", code: "UNAUTHENTICATED" },
    };
    await userEvent.keyboard("{Alt>}r{/Alt}");
    expect(await screen.findByRole("dialog", { name: "Sua sessão terminou" })).toBeVisible();
    expect(screen.getByLabelText("E-mail")).toHaveValue("ana.exemplo@example.com");
  });
});
