import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { type FormEvent, useId, useMemo, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Confirm } from "@/components/ui/Confirm";
import { Field } from "@/components/ui/Field";
import { toast } from "@/components/ui/Toasts";
import { messageOf } from "@/lib/api/client";
import { isKept, memberCounts, members } from "./model";
import { createTeam, deleteTeam, productivityKeys, type Team, type UserTeams } from "./queries";

interface Props {
  list: UserTeams;
  mayEdit: boolean;
  onDeleted: (name: string) => void;
}

/** The teams with the number of their members; one can be made or given up. */
export function TeamList({ list, mayEdit, onDeleted }: Props) {
  const id = useId();
  const counts = useMemo(() => memberCounts(list.users), [list.users]);
  const [doomed, setDoomed] = useState<Team | null>(null);
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col gap-3 rounded-card border border-line bg-sunken p-4"
    >
      <h3 id={id} className="text-sm font-bold">
        Equipes
      </h3>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        {list.teams.length === 0 ? (
          <p data-state="empty" className="text-sm text-soft">
            Nenhuma equipe ainda.
          </p>
        ) : (
          <ul className="flex flex-wrap gap-2">
            {list.teams.map((team) => (
              <li
                key={team.id}
                data-row-id={team.id}
                className="flex min-h-10 min-w-0 items-center gap-1.5 rounded-card border border-line bg-card px-3 text-sm"
              >
                <span className="min-w-0 font-medium break-words">{team.name}</span>
                <span className="text-xs whitespace-nowrap text-soft">
                  {members(counts.get(team.id) ?? 0)}
                </span>
                {mayEdit && !isKept(team) && (
                  <button
                    type="button"
                    aria-label={`Excluir equipe ${team.name}`}
                    onClick={() => setDoomed(team)}
                    className="-mr-2 flex size-10 shrink-0 items-center justify-center rounded-lg text-soft hover:bg-bad-wash hover:text-bad-ink"
                  >
                    <Trash2 aria-hidden className="size-4" />
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
        {mayEdit && <NewTeam />}
      </div>
      <Deletion
        team={doomed}
        count={doomed ? (counts.get(doomed.id) ?? 0) : 0}
        onEnd={() => setDoomed(null)}
        onDeleted={onDeleted}
      />
    </section>
  );
}

interface DeletionProps {
  /** Missing: nothing is asked. */
  team: Team | null;
  count: number;
  onEnd: () => void;
  onDeleted: (name: string) => void;
}

function Deletion({ team, count, onEnd, onDeleted }: DeletionProps) {
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: ({ id }: Team) => deleteTeam(id),
    onSuccess: (_, { name }) => {
      toast.done(`Equipe excluída: ${name}`);
      onDeleted(name);
      void client.invalidateQueries({ queryKey: productivityKeys.teams });
    },
    onError: (error, { name }) => toast.problem(`Equipe ${name}: ${messageOf(error)}`),
    onSettled: onEnd,
  });
  return (
    <Confirm
      title={`Excluir a equipe ${team?.name ?? ""}?`}
      action={isPending ? "Excluindo..." : "Excluir equipe"}
      open={team !== null}
      busy={isPending}
      onConfirm={() => team && mutate(team)}
      onCancel={onEnd}
    >
      <p>
        {count > 0
          ? `${members(count)} ${count === 1 ? "deixa" : "deixam"} de pertencer a ela. `
          : "Ninguém pertence a ela. "}
        Metas desta equipe passam a contar 0. Os agendamentos continuam como estão. Não é possível desfazer.
      </p>
    </Confirm>
  );
}

function NewTeam() {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () => createTeam(name.trim()),
    onSuccess: () => {
      toast.done(`Equipe criada: ${name.trim()}`);
      setName("");
      return client.invalidateQueries({ queryKey: productivityKeys.teams });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) mutate();
  };
  return (
    <form onSubmit={submit} className="flex min-w-0 flex-1 basis-64 items-start gap-2 sm:max-w-sm">
      <div className="min-w-0 flex-1">
        <Field
          label="Nova equipe"
          value={name}
          maxLength={120}
          error={error && messageOf(error)}
          onChange={({ target }) => {
            setName(target.value);
            reset();
          }}
        />
      </div>
      <Button type="submit" className="mt-[1.625rem] min-h-11" busy={isPending} disabled={name.trim() === ""}>
        {!isPending && <Plus aria-hidden className="size-4" />}
        Criar
      </Button>
    </form>
  );
}
