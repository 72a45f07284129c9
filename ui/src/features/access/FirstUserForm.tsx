import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { ApiError } from "@/lib/api/client";
import { FormProblem } from "./FormProblem";
import { problemOf } from "./LoginForm";
import { PasswordField } from "./PasswordField";
import type { SessionUser } from "./queries";
import { createFirstUser } from "./session";

interface Props {
  onDone: (user: SessionUser, redirectTo: string) => void;
  /** Somebody else was faster: the ordinary sign-in is the way now. */
  onTaken: () => void;
}

const EMPTY = { name: "", email: "", password: "", repeat: "" };
type Values = typeof EMPTY;
type Name = keyof Values;

const SHORTEST_PASSWORD = 8;
/** A limit of the stored hash, in bytes. */
const LONGEST_PASSWORD = 72;

/** One message per field that cannot stay as it is. */
export function validate(values: Values): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  if (values.name.trim() === "") found.name = "Informe o nome.";
  if (!/^\S+@\S+\.\S+$/.test(values.email.trim())) found.email = "Informe um e-mail válido.";
  if (values.password.length < SHORTEST_PASSWORD) found.password = "Use pelo menos 8 caracteres.";
  else if (new TextEncoder().encode(values.password).length > LONGEST_PASSWORD)
    found.password = "Senha longa demais.";
  if (values.repeat !== values.password) found.repeat = "As senhas não são iguais.";
  return found;
}

export function FirstUserForm({ onDone, onTaken }: Props) {
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState(EMPTY);
  const [touched, setTouched] = useState<Partial<Record<Name, boolean>>>({});
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const errors = validate(values);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setTouched({ name: true, email: true, password: true, repeat: true });
    const [wrong] = Object.keys(errors);
    if (wrong) {
      form.current?.querySelector<HTMLInputElement>(`[name=${wrong}]`)?.focus();
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      const { user, redirectTo } = await createFirstUser(client, {
        name: values.name.trim(),
        email: values.email.trim().toLowerCase(),
        password: values.password,
      });
      onDone(user, redirectTo);
    } catch (error) {
      if (error instanceof ApiError && error.code === "ALREADY_INITIALISED") onTaken();
      else if (error instanceof ApiError && error.status === 400) setProblem(error.message);
      else setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  }

  const bind = (name: Name) => ({
    name,
    required: true,
    value: values[name],
    onChange: (event: { target: { value: string } }) => setValues({ ...values, [name]: event.target.value }),
    onBlur: () => setTouched({ ...touched, [name]: true }),
    error: touched[name] ? errors[name] : null,
  });

  return (
    <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-4">
      <FormProblem text={problem} />
      <Field label="Nome" autoComplete="name" {...bind("name")} />
      <Field
        label="E-mail"
        type="email"
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        {...bind("email")}
      />
      <PasswordField
        label="Senha"
        autoComplete="new-password"
        hint="Pelo menos 8 caracteres"
        {...bind("password")}
      />
      <PasswordField label="Confirmar senha" autoComplete="new-password" {...bind("repeat")} />
      <Button type="submit" busy={busy} className="mt-1 h-11 w-full">
        {busy ? "Criando conta..." : "Criar conta e entrar"}
      </Button>
    </form>
  );
}
