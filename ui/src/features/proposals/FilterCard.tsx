import { Building2, FilterX, ListFilter } from "lucide-react";
import { Button } from "@/components/ui/Button";
import { DateRange } from "@/components/ui/DateRange";
import { type Option, SearchSelect } from "@/components/ui/SearchSelect";
import { type Filters, isFiltered, NO_FILTER, periodOf } from "./filters";
import { stageFilter } from "./model";
import { STAGES } from "./stages";

interface Props {
  filters: Filters;
  onChange: (changes: Partial<Filters>) => void;
  units: readonly string[];
  statuses: readonly Option[];
}

const STAGE_OPTIONS = STAGES.map(({ stage, title }) => ({ value: stageFilter(stage), label: title }));

/** What the figures are about. Every change asks at once. */
export function FilterCard({ filters, onChange, units, statuses }: Props) {
  return (
    <section
      aria-label="Filtros"
      className="flex flex-wrap items-end gap-4 rounded-card border border-line bg-card p-4 shadow-card"
    >
      <div className="grid min-w-0 flex-1 basis-full gap-4 sm:grid-cols-2 xl:basis-0 xl:grid-cols-[22rem_1fr_1fr]">
        <div className="min-w-0 sm:max-xl:col-span-2">
          <DateRange
            label="Período"
            value={periodOf(filters)}
            onChange={({ from, to }) => onChange({ from, to, page: "1" })}
            withPresets
          />
        </div>
        <SearchSelect
          label="Unidade"
          icon={Building2}
          value={filters.unit}
          options={units.map((name) => ({ value: name, label: name }))}
          onChange={(unit) => onChange({ unit, page: "1" })}
          placeholder="Todas as Unidades"
          everything="Todas as Unidades"
        />
        <SearchSelect
          label="Situação"
          icon={ListFilter}
          value={filters.status}
          options={[...STAGE_OPTIONS, ...statuses]}
          onChange={(status) => onChange({ status })}
          placeholder="Todas as Situações"
          everything="Todas as Situações"
        />
      </div>
      {isFiltered(filters) && (
        <Button
          look="ghost"
          className="ml-auto h-11 text-bad-ink hover:bg-bad-wash hover:text-bad-ink"
          onClick={() => onChange(NO_FILTER)}
        >
          <FilterX aria-hidden className="size-4" />
          Limpar Filtros
        </Button>
      )}
    </section>
  );
}
