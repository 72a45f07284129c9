import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/Button";
import { ChoiceField, labelLooks, Message, TextField } from "./fields";
import { newRegistration, type RegistrationRow, registrationField } from "./form";
import type { Catalogue } from "./queries";
import type { Editing } from "./useDraft";

const same = (value: string) => ({ value, label: value });

/** Where the professional is registered; exactly one registration is the primary one. */
export function Registrations({ editing, catalogue }: { editing: Editing; catalogue: Catalogue }) {
  const { draft, set, problem, leave } = editing;
  const rows = draft.registrations;
  const change = (key: string, fields: Partial<RegistrationRow>) =>
    set({ registrations: rows.map((row) => (row.key === key ? { ...row, ...fields } : row)) });
  const remove = (gone: RegistrationRow) => {
    const others = rows.filter(({ key }) => key !== gone.key);
    const next = gone.isPrimary ? others.map((row, index) => ({ ...row, isPrimary: index === 0 })) : others;
    set({ registrations: next });
  };
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className={`${labelLooks(true)} mb-2 font-semibold`}>Registros regionais</legend>
      {rows.map((row) => {
        const field = registrationField(row.key, "councilNumber");
        return (
          <div
            key={row.key}
            className="grid grid-cols-[1fr_5.5rem] items-end gap-x-3 gap-y-2 sm:flex sm:flex-wrap"
          >
            <ChoiceField
              className="sm:w-28"
              label="Conselho"
              required
              value={row.councilType}
              options={catalogue.councilTypes.map(same)}
              onChange={(councilType) => change(row.key, { councilType })}
            />
            <ChoiceField
              className="sm:order-2 sm:w-20"
              label="UF"
              required
              value={row.councilUf}
              options={catalogue.ufs.map(same)}
              onChange={(councilUf) => change(row.key, { councilUf })}
            />
            <TextField
              className="max-sm:col-span-2 sm:order-1 sm:flex-1 sm:basis-24"
              label="Número"
              required
              maxLength={40}
              value={row.councilNumber}
              onChange={(councilNumber) => change(row.key, { councilNumber })}
              onBlur={() => leave(field)}
              error={problem(field)}
            />
            <label className="flex h-11 items-center gap-2 text-sm sm:order-3">
              <input
                type="radio"
                name="primary-registration"
                checked={row.isPrimary}
                onChange={() =>
                  set({
                    registrations: rows.map((other) => ({ ...other, isPrimary: other.key === row.key })),
                  })
                }
                className="size-5 accent-primary"
              />
              Principal
            </label>
            <Button
              look="ghost"
              className="h-11 justify-self-end px-2.5 sm:order-4"
              aria-label={`Remover registro ${row.councilType}/${row.councilUf} ${row.councilNumber}`.trim()}
              disabled={rows.length === 1}
              onClick={() => remove(row)}
            >
              <X aria-hidden className="size-4" />
            </Button>
          </div>
        );
      })}
      <Message text={problem("registrations")} />
      <Button
        look="quiet"
        className="self-start"
        onClick={() => set({ registrations: [...rows, newRegistration(rows.length === 0)] })}
      >
        <Plus aria-hidden className="size-4" />
        Registro
      </Button>
    </fieldset>
  );
}
