import { Building2, FileText, FilterX, FolderTree, GitCompareArrows } from "lucide-react";
import { useId } from "react";
import { Button } from "@/components/ui/Button";
import { cx } from "@/components/ui/cx";
import { DateRange } from "@/components/ui/DateRange";
import { ALL, SearchSelect } from "@/components/ui/SearchSelect";
import { type Filters, isFiltered, MODES, type Mode, periodA, periodB } from "./filters";
import type { History } from "./queries";

interface Props {
  filters: Filters;
  onChange: (changes: Partial<Filters>) => void;
  history: History | undefined;
}

const asOptions = (names: readonly { name: string }[] | undefined) =>
  (names ?? []).map(({ name }) => ({ value: name, label: name }));

/** What the figures are about. Every change asks at once. */
export function FilterCard({ filters, onChange, history }: Props) {
  return (
    <section
      aria-label="Filtros"
      className="flex flex-col gap-4 rounded-card border border-line bg-card p-4 shadow-card"
    >
      <div className="grid gap-4 sm:grid-cols-2 2xl:grid-cols-[22rem_1fr_1fr_1fr]">
        <DateRange
          label="Período de Análise"
          value={periodA(filters)}
          onChange={({ from, to }) => onChange({ from, to })}
          withPresets
        />
        <SearchSelect
          label="Unidade"
          icon={Building2}
          value={filters.unit}
          options={asOptions(history?.units)}
          onChange={(unit) => onChange({ unit })}
          placeholder="Todas as Unidades"
          everything="Todas"
        />
        <SearchSelect
          label="Grupo de Procedimento"
          icon={FolderTree}
          value={filters.group}
          options={asOptions(history?.groups)}
          onChange={(group) => onChange({ group, procedure: ALL })}
          placeholder="Todos os Grupos"
        />
        <SearchSelect
          label="Procedimento"
          icon={FileText}
          value={filters.procedure}
          options={asOptions(history?.procedures)}
          onChange={(procedure) => onChange({ procedure })}
          placeholder="Todos Procedimentos"
        />
      </div>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3 border-t border-line pt-3">
        <Comparison filters={filters} onChange={onChange} />
        {isFiltered(filters) && (
          <Button
            look="ghost"
            className="ml-auto text-bad-ink hover:bg-bad-wash hover:text-bad-ink"
            onClick={() => onChange({ unit: ALL, group: ALL, procedure: ALL })}
          >
            <FilterX aria-hidden className="size-4" />
            Limpar Filtros
          </Button>
        )}
      </div>
    </section>
  );
}

function Comparison({ filters, onChange }: Omit<Props, "history">) {
  const id = useId();
  const b = periodB(filters);
  const mode = filters.compare as Mode | "";
  const custom = mode === "custom";
  return (
    <fieldset className="flex min-w-0 flex-wrap items-end gap-x-4 gap-y-3">
      <legend className="mb-1.5 text-sm font-medium">Comparação de Períodos</legend>
      <button
        type="button"
        role="switch"
        aria-checked={b !== null}
        onClick={() => onChange({ compare: b ? "" : "previous" })}
        className={cx(
          "inline-flex h-11 items-center gap-2 rounded-card border px-3.5 text-sm font-medium",
          b
            ? "border-info bg-info-wash text-info-ink"
            : "border-slate-300 bg-card text-ink hover:border-slate-400",
        )}
      >
        <GitCompareArrows aria-hidden className="size-4" />
        {b ? "Comparação ativada" : "Ativar comparação"}
      </button>
      {b && (
        <>
          <div className="flex flex-col gap-1.5">
            <label htmlFor={`${id}-mode`} className="text-sm font-medium">
              Modelo do Período Comparado (B)
            </label>
            <select
              id={`${id}-mode`}
              value={mode}
              onChange={({ target }) => onChange({ compare: target.value })}
              className="h-11 rounded-card border border-slate-300 bg-card px-3 text-sm hover:border-slate-400"
            >
              {Object.entries(MODES).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </div>
          <DateRange
            label="Faixa de Datas do Período B"
            value={b}
            onChange={({ from, to }) => onChange({ bfrom: from, bto: to })}
            disabled={!custom}
            fixedEnd={filters.same === "1"}
          />
          {custom && (
            <label className="flex h-11 items-center gap-2 text-sm">
              <input
                type="checkbox"
                checked={filters.same === "1"}
                onChange={({ target }) => onChange({ same: target.checked ? "1" : "0" })}
                className="size-4 accent-primary"
              />
              Manter a mesma duração do período A
            </label>
          )}
        </>
      )}
    </fieldset>
  );
}
