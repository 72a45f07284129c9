/** Which record is open and at which part, as the address keeps it. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { TABS, type Tab } from "./Editor";

type Search = Record<string, unknown>;

export function useOpened() {
  const { aberto, aba } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const go = useCallback(
    (change: (search: Search) => Search, replace = false) =>
      void navigate({ to: ".", search: ((search: Search) => change(search)) as never, replace }),
    [navigate],
  );
  const open = useCallback(
    (id: string, tab: Tab = "cadastro") =>
      go(({ aba: _, ...rest }) => ({ ...rest, aberto: id, ...(tab === "cadastro" ? {} : { aba: tab }) })),
    [go],
  );
  const close = useCallback(() => go(({ aberto: _, aba: __, ...rest }) => rest), [go]);
  const turnTo = useCallback(
    (tab: Tab) => go(({ aba: _, ...rest }) => (tab === "cadastro" ? rest : { ...rest, aba: tab }), true),
    [go],
  );
  return {
    id: typeof aberto === "string" ? aberto : aberto === undefined ? null : String(aberto),
    tab: TABS.find((tab) => tab === aba) ?? ("cadastro" as const),
    open,
    close,
    turnTo,
  };
}
