import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/Button";
import { ChoiceField, labelLooks, Message, TextField } from "./fields";
import { newSpecialty, type SpecialtyRow } from "./form";
import type { Options } from "./queries";
import type { Editing } from "./useDraft";

const SOURCES = { feegow_api: "Feegow API", database: "Banco local" } as const;

/** What the professional does; one of them first of all. */
export function Specialties({ editing, options }: { editing: Editing; options: Options | undefined }) {
  const { draft, set, problem } = editing;
  const rows = draft.specialties;
  const chosen = rows.map(({ name }) => name).filter((name) => name.trim() !== "");
  const names = [...new Set([...(options?.specialties ?? []), ...chosen])].sort((a, b) =>
    a.localeCompare(b, "pt-BR"),
  );
  const change = (key: string, fields: Partial<SpecialtyRow>) =>
    set({ specialties: rows.map((row) => (row.key === key ? { ...row, ...fields } : row)) });
  const remove = (gone: SpecialtyRow) => {
    const others = rows.filter(({ key }) => key !== gone.key);
    const next = gone.isPrimary ? others.map((row, index) => ({ ...row, isPrimary: index === 0 })) : others;
    set({ specialties: next });
  };
  const error = problem("specialties");
  // With nothing to choose from, the name is typed.
  const isTyped = options !== undefined && options.specialties.length === 0;
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className={`${labelLooks(true)} mb-2 font-semibold`}>Especialidades</legend>
      {rows.map((row, index) => (
        <div key={row.key} className="flex flex-wrap items-end gap-x-4 gap-y-2">
          {isTyped ? (
            <TextField
              className="flex-1 basis-48"
              label={`Especialidade ${index + 1}`}
              maxLength={120}
              value={row.name}
              onChange={(name) => change(row.key, { name })}
              error={index === 0 ? error : undefined}
            />
          ) : (
            <ChoiceField
              className="flex-1 basis-48"
              label={`Especialidade ${index + 1}`}
              value={row.name}
              options={[
                { value: "", label: "Selecione" },
                ...names.map((name) => ({ value: name, label: name })),
              ]}
              onChange={(name) => change(row.key, { name })}
              error={index === 0 ? error : undefined}
            />
          )}
          <label className="flex h-11 items-center gap-2 text-sm">
            <input
              type="radio"
              name="primary-specialty"
              checked={row.isPrimary}
              onChange={() =>
                set({ specialties: rows.map((other) => ({ ...other, isPrimary: other.key === row.key })) })
              }
              className="size-5 accent-primary"
            />
            Principal
          </label>
          <Button
            look="ghost"
            className="h-11 px-2.5"
            aria-label={`Remover especialidade ${index + 1}`}
            disabled={rows.length === 1}
            onClick={() => remove(row)}
          >
            <X aria-hidden className="size-4" />
          </Button>
        </div>
      ))}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Button look="quiet" onClick={() => set({ specialties: [...rows, newSpecialty()] })}>
          <Plus aria-hidden className="size-4" />
          Especialidade
        </Button>
        <p className="text-xs text-soft">Fonte: {options ? SOURCES[options.source] : "Não carregada"}</p>
      </div>
      {rows.length === 0 && <Message text={error} />}
    </fieldset>
  );
}
