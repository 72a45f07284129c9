import { FilterX, Search } from "lucide-react";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Select } from "@/components/ui/Select";
import { CERTIFICATES, type Filters, isFiltered, NO_FILTER, STATUSES } from "./filters";

interface Props {
  filters: Filters;
  onChange: (changes: Partial<Filters>, replace?: boolean) => void;
}

/** Typing asks after this pause. */
const PAUSE_MS = 300;

/** Who is shown. The choices ask at once, what is typed after a pause or with Enter. */
export function FilterCard({ filters, onChange }: Props) {
  const id = useId();
  const [typed, setTyped] = useState(filters.q);
  const known = useRef(filters.q);
  const change = useRef(onChange);
  useEffect(() => {
    change.current = onChange;
  });
  // The address changed by another way, as going back or taking the filters away.
  useEffect(() => {
    if (filters.q !== known.current) setTyped(filters.q);
    known.current = filters.q;
  }, [filters.q]);
  useEffect(() => {
    if (typed === known.current) return;
    const timer = setTimeout(() => {
      known.current = typed;
      change.current({ q: typed, page: "1" }, true);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    known.current = typed;
    onChange({ q: typed, page: "1" }, true);
  };
  return (
    <form
      aria-label="Filtros"
      onSubmit={apply}
      className="flex flex-wrap items-end gap-4 rounded-card border border-line bg-card p-4 shadow-card"
    >
      <div className="flex min-w-0 flex-1 basis-72 flex-col gap-1.5">
        <label htmlFor={id} className="text-sm font-medium">
          Buscar por nome/especialidade/CPF/CNPJ
        </label>
        <div className="flex gap-2">
          <div className="relative min-w-0 flex-1">
            <Search
              aria-hidden
              className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-soft"
            />
            <input
              id={id}
              type="search"
              value={typed}
              maxLength={180}
              onChange={({ target }) => setTyped(target.value)}
              className="h-11 w-full rounded-card border border-slate-300 bg-card pr-3 pl-9 text-base hover:border-slate-400 sm:text-sm"
            />
          </div>
          <Button type="submit" look="quiet" className="h-11">
            Aplicar
          </Button>
        </div>
      </div>
      <div className="grid min-w-0 flex-1 basis-72 grid-cols-2 gap-4 md:max-w-md">
        <Select
          label="Status"
          value={filters.status}
          options={STATUSES}
          onChange={(status) => onChange({ status, page: "1" })}
        />
        <Select
          label="Certidão"
          value={filters.certidao}
          options={CERTIFICATES}
          onChange={(certidao) => onChange({ certidao, page: "1" })}
        />
      </div>
      {isFiltered(filters) && (
        <Button
          look="ghost"
          className="ml-auto h-11 text-bad-ink hover:bg-bad-wash hover:text-bad-ink"
          onClick={() => onChange(NO_FILTER)}
        >
          <FilterX aria-hidden className="size-4" />
          Limpar filtros
        </Button>
      )}
    </form>
  );
}
