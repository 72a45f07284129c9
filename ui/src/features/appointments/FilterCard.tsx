import { Building2, FilterX, Stethoscope, UserRound, UserRoundPen } from "lucide-react";
import { Button } from "@/components/ui/Button";
import { DateRange } from "@/components/ui/DateRange";
import { ALL, SearchSelect } from "@/components/ui/SearchSelect";
import { Select } from "@/components/ui/Select";
import { CLEARED, type Filters, GROUPINGS, isFiltered, periodOf } from "./filters";
import { statusName } from "./model";
import type { Answer } from "./queries";

interface Props {
  filters: Filters;
  onChange: (changes: Partial<Filters>) => void;
  /** What can be chosen; missing before the first answer. */
  known: Answer["distincts"];
}

const asOptions = (names: readonly string[] | undefined) =>
  (names ?? []).map((name) => ({ value: name, label: name }));

function statuses(known: Props["known"], chosen: string) {
  const ids = new Set(known?.status_ids ?? []);
  if (chosen !== ALL) ids.add(Number(chosen));
  const options = [...ids].sort((a, b) => a - b).map((id) => ({ value: String(id), label: statusName(id) }));
  return [{ value: ALL, label: "Todos" }, ...options];
}

/** What the figures are about. Every change asks at once. */
export function FilterCard({ filters, onChange, known }: Props) {
  return (
    <section
      aria-label="Filtros"
      className="flex flex-col gap-4 rounded-card border border-line bg-card p-4 shadow-card"
    >
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-[21rem_1fr_1fr_1fr]">
        <DateRange
          label="Período de Análise"
          value={periodOf(filters)}
          onChange={({ from, to }) => onChange({ from, to })}
          withPresets
        />
        <Select
          label="Agrupar por"
          value={filters.by}
          options={Object.entries(GROUPINGS).map(([value, label]) => ({ value, label }))}
          onChange={(by) => onChange({ by })}
        />
        <Select
          label="Status"
          value={filters.status}
          options={statuses(known, filters.status)}
          onChange={(status) => onChange({ status })}
        />
        <SearchSelect
          label="Unidade"
          icon={Building2}
          value={filters.unit}
          options={asOptions(known?.unit)}
          onChange={(unit) => onChange({ unit })}
          placeholder="Todas as Unidades"
          everything="Todas"
        />
        <SearchSelect
          label="Responsável"
          icon={UserRoundPen}
          value={filters.scheduler}
          options={asOptions(known?.scheduled_by)}
          onChange={(scheduler) => onChange({ scheduler })}
          placeholder="Todos"
        />
        <SearchSelect
          label="Especialidade"
          icon={Stethoscope}
          value={filters.specialty}
          options={asOptions(known?.specialty)}
          onChange={(specialty) => onChange({ specialty })}
          placeholder="Todas"
          everything="Todas"
        />
        <SearchSelect
          label="Profissional"
          icon={UserRound}
          value={filters.professional}
          options={asOptions(known?.professional)}
          onChange={(professional) => onChange({ professional })}
          placeholder="Todos"
        />
        {isFiltered(filters) && (
          <Button
            look="ghost"
            className="min-h-11 self-end bg-bad-wash text-bad-ink hover:bg-bad-wash hover:text-bad-ink hover:underline"
            onClick={() => onChange(CLEARED)}
          >
            <FilterX aria-hidden className="size-4" />
            Limpar Filtros
          </Button>
        )}
      </div>
    </section>
  );
}
