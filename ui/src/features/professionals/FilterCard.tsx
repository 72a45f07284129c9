import { useQuery } from "@tanstack/react-query";
import { FilterX, Search, Stethoscope } from "lucide-react";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/Button";
import { ALL, type Option, SearchSelect } from "@/components/ui/SearchSelect";
import { Select } from "@/components/ui/Select";
import { fold } from "@/lib/format";
import { CERTIFICATES, FEEGOW, type Filters, isFiltered, NO_FILTER, RECORDS, STATUSES } from "./filters";
import { type Catalogue, professionalQueries } from "./queries";

interface Props {
  filters: Filters;
  catalogue: Catalogue | undefined;
  onChange: (changes: Partial<Filters>, replace?: boolean) => void;
}

/** Typing asks after this pause. */
const PAUSE_MS = 300;

/** Who is shown. The choices ask at once, what is typed after a pause or with Enter. */
export function FilterCard({ filters, catalogue, onChange }: Props) {
  const id = useId();
  const { data: offered } = useQuery(professionalQueries.options());
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
      <div className="grid w-full min-w-0 grid-cols-2 gap-x-4 gap-y-3 @2xl:order-2 @2xl:grid-cols-3 @5xl:grid-cols-6">
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
        <Select
          label="Cadastro"
          value={filters.cadastro}
          options={RECORDS}
          onChange={(cadastro) => onChange({ cadastro, page: "1" })}
        />
        <Select
          label="Tipo contrato"
          value={filters.tipo}
          options={contractTypes(catalogue, filters.tipo)}
          onChange={(tipo) => onChange({ tipo, page: "1" })}
        />
        <SearchSelect
          label="Especialidade"
          icon={Stethoscope}
          value={filters.especialidade}
          options={specialties(offered?.specialties, filters.especialidade)}
          placeholder="Todas"
          everything="Todas"
          onChange={(especialidade) => onChange({ especialidade, page: "1" })}
        />
        <Select
          label="Feegow"
          value={filters.feegow}
          options={FEEGOW}
          onChange={(feegow) => onChange({ feegow, page: "1" })}
        />
      </div>
      {isFiltered(filters) && (
        <Button
          look="ghost"
          className="ml-auto h-11 @2xl:order-1 text-bad-ink hover:bg-bad-wash hover:text-bad-ink"
          onClick={() => onChange(NO_FILTER)}
        >
          <FilterX aria-hidden className="size-4" />
          Limpar filtros
        </Button>
      )}
    </form>
  );
}

/** The types of the catalogue; one of the address that nobody knows stays to be seen. */
function contractTypes(catalogue: Catalogue | undefined, chosen: string): Option[] {
  const known = (catalogue?.contractTypes ?? []).map(({ code, label }) => ({ value: code, label }));
  const isKnown = chosen === ALL || known.some(({ value }) => value === chosen);
  return [{ value: ALL, label: "Todos" }, ...known, ...(isKnown ? [] : [{ value: chosen, label: chosen }])];
}

/** What the form offers, and what the address asks for. */
function specialties(offered: readonly string[] = [], chosen: string): Option[] {
  const isOffered = chosen === ALL || offered.some((name) => fold(name) === fold(chosen));
  return (isOffered ? offered : [chosen, ...offered]).map((name) => ({ value: name, label: name }));
}
