/** The state of an open editor: what was typed, what is wrong with it, and which of that is shown already. */
import { useCallback, useMemo, useState } from "react";
import { ApiError, messageOf } from "@/lib/api/client";
import { type Draft, fieldOfCode, type Problems, problemsOf } from "./form";

export interface Editing {
  draft: Draft;
  set: (fields: Partial<Draft>) => void;
  /** The message of a field, once somebody has left it or tried to save. */
  problem: (field: string) => string | undefined;
  /** Somebody has left the field. */
  leave: (field: string) => void;
  readOnly: boolean;
}

interface Refusal {
  /** `null`: about the whole. */
  field: string | null;
  message: string;
}

/** `stored` is what the record was when it was read; `null` for a new one. */
export function useDraft(initial: Draft, stored: Draft | null, readOnly: boolean) {
  const [draft, setDraft] = useState(initial);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const problems: Problems = useMemo(() => problemsOf(draft, stored), [draft, stored]);
  const set = useCallback((fields: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...fields }));
    // What the server said was about what had been typed then.
    setRefusal(null);
  }, []);
  const leave = useCallback((field: string) => setLeft((before) => new Set(before).add(field)), []);
  const problem = (field: string) => {
    if (refusal?.field === field) return refusal.message;
    return tried || left.has(field) ? problems[field] : undefined;
  };
  const refuse = (error: unknown) => {
    const code = error instanceof ApiError ? error.code : "";
    const message =
      code === "FORBIDDEN" ? "Você não tem permissão para alterar profissionais." : messageOf(error);
    const refused = { field: fieldOfCode(code, draft), message };
    setRefusal(refused);
    return refused;
  };
  const editing: Editing = { draft, set, problem, leave, readOnly };
  return {
    editing,
    /** Everything that is wrong, shown from now on. */
    check: () => {
      setTried(true);
      setRefusal(null);
      return problems;
    },
    refuse,
    /** What the server has against the whole. */
    refusal: refusal?.field === null ? refusal.message : null,
  };
}
