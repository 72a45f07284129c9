/** What is filtered, sorted and open lives in the address, so that reloading and going back keep it. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useRef } from "react";
import { recall, remember } from "./storage";

export type SearchValues = Record<string, string>;

/** The router would put quotation marks around a text that looks like a number. */
const written = (value: string) => (/^(0|[1-9]\d{0,8})$/.test(value) ? Number(value) : value);

/**
 * The page's texts from the address. A missing or refused one takes the value used last on this page (kept
 * in this browser under `key`), else its default. Defaults are left out of the address.
 *
 * `accepts` refuses what nobody could have chosen. A change made with `replace` is no step to go back to:
 * for what is typed letter by letter.
 */
export function useSearchState<T extends SearchValues>(
  key: string,
  defaults: T,
  accepts: (name: keyof T & string, value: string) => boolean,
) {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const remembered = useRef(recall(`filters.${key}`));
  const values = useMemo(() => {
    const names = Object.keys(defaults) as (keyof T & string)[];
    const hasAny = names.some((name) => name in search);
    const source = hasAny ? search : (remembered.current as Record<string, unknown> | null);
    const read = (name: keyof T & string) => {
      const value = source?.[name];
      const text = typeof value === "number" ? String(value) : value;
      return typeof text === "string" && accepts(name, text) ? text : defaults[name];
    };
    return Object.fromEntries(names.map((name) => [name, read(name)])) as T;
  }, [search, defaults, accepts]);

  const change = useCallback(
    (changes: Partial<T>, replace = false) => {
      const next = { ...values, ...changes };
      const kept = Object.fromEntries(
        Object.entries(next).filter(([name, value]) => value !== defaults[name]),
      );
      remembered.current = kept;
      remember(`filters.${key}`, kept);
      const search = Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, written(value)]));
      void navigate({ to: ".", search: search as never, replace });
    },
    [values, defaults, key, navigate],
  );
  return [values, change] as const;
}
