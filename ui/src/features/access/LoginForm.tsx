import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { ApiError, NO_ANSWER } from "@/lib/api/client";
import { FormProblem } from "./FormProblem";
import { PasswordField } from "./PasswordField";
import type { SessionUser } from "./queries";
import { COOKIE_REFUSED, signIn } from "./session";

interface Props {
  next?: string;
  /** Known address, when a session ended and the same person is expected. */
  email?: string;
  onDone: (user: SessionUser, redirectTo: string) => void;
}

/** What a failed sign-in means, in words. */
export function problemOf(error: unknown): string {
  if (!(error instanceof ApiError)) return "Erro ao conectar com o servidor.";
  if (error.code === "DATABASE_UNAVAILABLE")
    return "O banco de dados do servidor não responde. Tente novamente em instantes.";
  if (error.code === NO_ANSWER || error.code === COOKIE_REFUSED) return error.message;
  if (error.code === "USER_INACTIVE") return "Usuário inativo. Procure o administrador.";
  if (error.code === "CSRF") return "Este endereço não é o do painel. Confira a configuração NEXTAUTH_URL.";
  if (error.status === 400 || error.status === 401) return "E-mail ou senha incorretos.";
  return "Erro ao conectar com o servidor.";
}

export function LoginForm({ next, email: knownEmail = "", onDone }: Props) {
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [email, setEmail] = useState(knownEmail);
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const wait = useCountdown();

  useEffect(() => {
    const firstEmpty = [...(form.current?.querySelectorAll("input") ?? [])].find(
      (input) => input.value === "",
    );
    firstEmpty?.focus();
  }, []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || wait.seconds > 0) return;
    const address = email.trim().toLowerCase();
    setProblem(null);
    setMissing(address === "" || password === "");
    if (address === "" || password === "") {
      form.current
        ?.querySelector<HTMLInputElement>(address === "" ? "[name=email]" : "[name=password]")
        ?.focus();
      return;
    }
    setBusy(true);
    try {
      const { user, redirectTo } = await signIn(client, { email: address, password, next: next ?? null });
      onDone(user, redirectTo);
    } catch (error) {
      if (error instanceof ApiError && error.status === 429) {
        wait.start(error.retryAfterSecs ?? 15 * 60);
      } else {
        setProblem(problemOf(error));
        form.current?.querySelector<HTMLInputElement>("[name=password]")?.select();
      }
    } finally {
      setBusy(false);
    }
  }

  const waiting = wait.seconds > 0;
  return (
    <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-4">
      <FormProblem
        text={
          waiting ? `Muitas tentativas. Tente novamente em ${Math.ceil(wait.seconds / 60)} min.` : problem
        }
      />
      <Field
        label="E-mail"
        name="email"
        type="email"
        required
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        placeholder="nome@consultare.com.br"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        error={missing && email.trim() === "" ? "Informe o e-mail." : null}
      />
      <PasswordField
        label="Senha"
        name="password"
        required
        autoComplete="current-password"
        placeholder="********"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={missing && password === "" ? "Informe a senha." : null}
      />
      <Button type="submit" busy={busy} disabled={waiting} className="mt-1 h-11 w-full">
        {busy ? "Entrando..." : waiting ? `Aguarde ${wait.text}` : "Entrar"}
      </Button>
    </form>
  );
}

/** Seconds left until something may be tried again. */
function useCountdown() {
  const [until, setUntil] = useState(0);
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (until === 0) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [until]);
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  return {
    seconds,
    text: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`,
    start(secs: number) {
      setNow(Date.now());
      setUntil(Date.now() + secs * 1000);
    },
  };
}
