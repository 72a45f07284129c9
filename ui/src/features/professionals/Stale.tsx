import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/Button";
import type { Draft } from "./form";
import { type Change, changesOf, merged, type Side } from "./merge";
import type { Catalogue } from "./queries";

interface Props {
  /** The record when it was opened. */
  before: Draft;
  /** The record as somebody else has saved it since. */
  theirs: Draft;
  mine: Draft;
  catalogue: Catalogue;
  /** Goes on with what was typed on top of the new record. */
  onMerge: (draft: Draft) => void;
  /** Throws away what was typed. */
  onReload: () => void;
}

/** Somebody else saved the record meanwhile: what they changed, and a way to keep both. */
export function Stale({ before, theirs, mine, catalogue, onMerge, onReload }: Props) {
  const [isComparing, setComparing] = useState(false);
  const [choices, setChoices] = useState<Partial<Record<string, Side>>>({});
  const changes = changesOf(before, theirs, mine, catalogue);
  return (
    <section
      role="alert"
      aria-label="Alterado por outra pessoa"
      className="flex flex-col gap-3 rounded-card border border-warn/60 bg-warn-wash p-4 text-sm text-warn-ink"
    >
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-0 flex-1 basis-64">
          <strong>Alterado por outra pessoa.</strong> Este cadastro foi salvo por outra pessoa enquanto você o
          editava. O que você digitou continua aqui e nada foi gravado.
        </p>
        <Button look="quiet" onClick={onReload}>
          Recarregar
        </Button>
        <Button look="quiet" aria-expanded={isComparing} onClick={() => setComparing(!isComparing)}>
          Comparar
        </Button>
      </div>
      {isComparing && (
        <>
          {changes.length === 0 && <p>Nenhum campo deste formulário mudou: você pode salvar de novo.</p>}
          <ul className="flex flex-col gap-2">
            {changes.map((change) => (
              <Compared
                key={change.id}
                change={change}
                side={choices[change.id] ?? "mine"}
                onSide={(side) => setChoices({ ...choices, [change.id]: side })}
              />
            ))}
          </ul>
          <Button className="self-end" onClick={() => onMerge(merged(changes, theirs, mine, choices))}>
            Juntar e continuar editando
          </Button>
        </>
      )}
    </section>
  );
}

interface ComparedProps {
  change: Change;
  side: Side;
  onSide: (side: Side) => void;
}

function Compared({ change, side, onSide }: ComparedProps) {
  const { id, label, before, theirs, mine } = change;
  return (
    <li className="rounded-lg border border-line bg-card p-3 text-ink">
      <p className="font-semibold">{label}</p>
      <p className="text-xs text-soft">Antes: {before}</p>
      {mine === null ? (
        <p>Agora: {theirs}</p>
      ) : (
        <div className="mt-1 flex flex-wrap gap-x-6 gap-y-1">
          <Choice name={id} checked={side === "mine"} onChoose={() => onSide("mine")}>
            Você: {mine}
          </Choice>
          <Choice name={id} checked={side === "theirs"} onChoose={() => onSide("theirs")}>
            Outra pessoa: {theirs}
          </Choice>
        </div>
      )}
    </li>
  );
}

interface ChoiceProps {
  name: string;
  checked: boolean;
  onChoose: () => void;
  children: ReactNode;
}

function Choice({ name, checked, onChoose, children }: ChoiceProps) {
  return (
    <label className="flex min-h-10 items-center gap-2">
      <input
        type="radio"
        name={`stale-${name}`}
        checked={checked}
        onChange={onChoose}
        className="size-5 shrink-0 accent-primary"
      />
      <span className="min-w-0 break-words">{children}</span>
    </label>
  );
}
