/** The signed-in person, kept while a sign-in dialog is open over the page. */
import { createStore, useStore } from "@/lib/store";
import type { SessionUser } from "./queries";

export const signedIn = createStore<SessionUser | null>(null);

export const useUser = () => useStore(signedIn);

const ROLES: Record<string, string> = { ADMIN: "Administrador", GESTOR: "Gestor", OPERADOR: "Operador" };

/** A role in words; an unknown one counts as operator, as on the server. */
export const roleLabel = (role: string) => ROLES[role.trim().toUpperCase()] ?? "Operador";
