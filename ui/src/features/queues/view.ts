/** What of the monitor is shown: kept in the address, so that a link and a reload show the same. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { recall, remember } from "@/lib/storage";
import { CENTRAL_GROUP, UNITS, type Unit, unitBySlug } from "./model";

/** `painel` hides names and controls for a wall, `recepcao` is the same with full names. */
export type Mode = "painel" | "recepcao";

export interface View {
  /** The only clinic to show; `null` shows all. */
  unit: Unit | null;
  group: string;
  mode: Mode | null;
}

interface Search {
  unidade?: string;
  grupo?: string;
  modo?: string;
}

const keyOf = (userId: string) => `consultare_filters_v1:monitor:${userId}`;

/** The view and how to change it. An address without filters takes the last used ones of this person. */
export function useView(userId: string) {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const { unidade, grupo, modo } = search;

  // biome-ignore lint/correctness/useExhaustiveDependencies: only on opening the page.
  useEffect(() => {
    const kept = recall(keyOf(userId)) as Search | null;
    if (unidade !== undefined || grupo !== undefined || !kept || typeof kept !== "object") return;
    const { unidade: lastUnit, grupo: lastGroup } = kept;
    if (lastUnit || lastGroup) {
      void navigate({ to: ".", search: { ...search, unidade: lastUnit, grupo: lastGroup }, replace: true });
    }
  }, []);

  const view: View = {
    unit: unitBySlug(unidade) ?? null,
    group: grupo ?? CENTRAL_GROUP,
    mode: modo === "painel" || modo === "recepcao" ? modo : null,
  };
  const change = (fields: Partial<View>) => {
    const next = { ...view, ...fields };
    const filters: Search = {
      unidade: next.unit?.slug,
      grupo: next.group === CENTRAL_GROUP ? undefined : next.group,
    };
    remember(keyOf(userId), filters);
    void navigate({
      to: ".",
      search: { ...filters, modo: next.mode ?? undefined },
      replace: "mode" in fields === false,
    });
  };
  return [view, change] as const;
}

export const shownUnits = (view: View): readonly Unit[] => (view.unit ? [view.unit] : UNITS);
