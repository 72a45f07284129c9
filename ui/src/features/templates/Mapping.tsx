import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, Save } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/Button";
import { cx } from "@/components/ui/cx";
import { toast } from "@/components/ui/Toasts";
import { GOOD, WARN } from "@/features/professionals/badges";
import { CheckField, Message } from "@/features/professionals/fields";
import { messageOf } from "@/lib/api/client";
import { type Choice, type Choices, changesOf, grouped, progressOf, titleOf, withChoices } from "./model";
import { changed, type MappingItem, put, type SourceOption, saveMapping, type Template } from "./queries";

interface Props {
  template: Template;
  sources: readonly SourceOption[];
  mayEdit: boolean;
  /** Told whether something is chosen and not saved; false at the end. */
  onDirty: (dirty: boolean) => void;
}

/** What fills each placeholder of a template. */
export function Mapping({ template, sources, mayEdit, onDirty }: Props) {
  const client = useQueryClient();
  const [choices, setChoices] = useState<Choices>({});
  const mapping = withChoices(template.mapping, choices);
  const changes = changesOf(template.mapping, choices);
  const dirty = changes.length > 0;
  useEffect(() => {
    onDirty(dirty);
    return () => onDirty(false);
  }, [dirty, onDirty]);
  const saving = useMutation({
    mutationFn: () => saveMapping(template.id, changes),
    onSuccess: (saved) => {
      put(client, saved);
      setChoices({});
      toast.done(`Mapeamento salvo: ${titleOf(saved)}`);
      void changed(client);
    },
  });
  const choose = (placeholder: string, choice: Choice) => {
    saving.reset();
    setChoices({ ...choices, [placeholder]: choice });
  };
  const { done, total } = progressOf(mapping);
  return (
    <section aria-label={`Mapeamento de ${titleOf(template)}`} className="flex flex-col gap-3 text-sm">
      <p className="text-xs break-words text-soft">
        Arquivo: {template.originalName}
        {template.notes && <span className="block whitespace-pre-wrap">Observações: {template.notes}</span>}
      </p>
      {mapping.length === 0 && <p className="text-soft">O arquivo não tem placeholders.</p>}
      <ul className="flex flex-col gap-2">
        {mapping.map((item) => (
          <Row
            key={item.placeholder}
            item={item}
            sources={sources}
            disabled={!mayEdit || saving.isPending}
            onChange={(choice) => choose(item.placeholder, choice)}
          />
        ))}
      </ul>
      <div role="alert">
        <Message text={saving.error ? messageOf(saving.error) : undefined} />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {mayEdit && mapping.length > 0 && (
          <Button busy={saving.isPending} disabled={!dirty} onClick={() => saving.mutate()}>
            {!saving.isPending && <Save aria-hidden className="size-4" />}
            {saving.isPending ? "Salvando..." : "Salvar mapeamento"}
          </Button>
        )}
        <p className="tabular-nums">
          Obrigatórios mapeados: {done}/{total}
        </p>
        {dirty && <p className="text-xs font-medium text-warn-ink">Há alterações não salvas.</p>}
      </div>
    </section>
  );
}

interface RowProps {
  item: MappingItem;
  sources: readonly SourceOption[];
  disabled: boolean;
  onChange: (choice: Choice) => void;
}

function Row({ item, sources, disabled, onChange }: RowProps) {
  const { placeholder, required, confirmed } = item;
  const source = item.source ?? null;
  const token = `{{${placeholder}}}`;
  return (
    <li
      data-placeholder={placeholder}
      className="grid items-center gap-x-4 gap-y-1 rounded-lg border border-line bg-card px-3 py-2 md:grid-cols-[minmax(0,1fr)_minmax(0,20rem)_auto_5.5rem]"
    >
      <code className="font-mono text-xs break-all">{token}</code>
      <select
        aria-label={`Fonte de ${token}`}
        value={source ?? ""}
        disabled={disabled}
        onChange={({ target }) => onChange({ source: target.value || null, required })}
        className="h-10 w-full min-w-0 rounded-card border border-slate-300 bg-card px-3 text-sm disabled:bg-sunken disabled:text-soft"
      >
        <option value="">Selecione fonte</option>
        {grouped(sources).map(({ label, options }) => (
          <optgroup key={label} label={label}>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <fieldset disabled={disabled}>
        <CheckField
          label={`${token} é obrigatório`}
          shortLabel="Obrigatório"
          checked={required}
          onChange={(next) => onChange({ source, required: next })}
        />
      </fieldset>
      <span
        className={cx(
          "inline-flex w-fit items-center gap-1 rounded-full px-2 py-0.5 text-xs font-semibold",
          confirmed ? GOOD : WARN,
        )}
      >
        {confirmed ? (
          <>
            <CircleCheck aria-hidden className="size-3.5" />
            <span className="sr-only">Mapeado</span>
          </>
        ) : (
          "PEND"
        )}
      </span>
    </li>
  );
}
