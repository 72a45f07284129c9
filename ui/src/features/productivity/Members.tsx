import { Undo2 } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/Button";
import { type Column, DataTable } from "@/components/ui/DataTable";
import { Field } from "@/components/ui/Field";
import { int } from "@/lib/format";
import { useMedia } from "@/lib/useMedia";
import { memberCounts, named } from "./model";
import type { Team, UserTeams } from "./queries";
import { type Change, useMembership } from "./useMembership";

type User = UserTeams["users"][number];

/** Everybody who books, with a box to tick for each team. */
export function Members({ list, mayEdit }: { list: UserTeams; mayEdit: boolean }) {
  const [typed, setTyped] = useState("");
  const [onlyWithout, setOnlyWithout] = useState(false);
  const { change, last } = useMembership();
  const shown = useMemo(() => {
    const found = named(list.users, typed, ({ user_name }) => user_name);
    return onlyWithout ? found.filter(({ teams }) => teams.length === 0) : found;
  }, [list.users, typed, onlyWithout]);
  const isNarrow = useMedia("(max-width: 639px)");
  const columns = useMemo(
    () => (isNarrow ? narrowColumns : columnsOf)({ list, mayEdit, onChange: change }),
    [isNarrow, list, mayEdit, change],
  );
  const without = list.users.filter(({ teams }) => teams.length === 0).length;
  return (
    <>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-56 sm:max-w-sm">
          <Field
            label="Filtrar nome"
            type="search"
            placeholder="Filtrar nome..."
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </div>
        <label className="flex h-11 items-center gap-2 text-sm">
          <input
            type="checkbox"
            checked={onlyWithout}
            onChange={({ target }) => setOnlyWithout(target.checked)}
            className="size-4 accent-primary"
          />
          Sem equipe ({int(without)})
        </label>
        <div role="status" className="flex min-h-11 items-center gap-2 text-sm text-soft sm:ml-auto">
          {last && (
            <>
              <span>{told(last)}</span>
              <Button
                look="ghost"
                className="text-info-ink"
                onClick={() => change({ ...last, member: !last.member })}
              >
                <Undo2 aria-hidden className="size-4" />
                Desfazer
              </Button>
            </>
          )}
        </div>
      </div>
      <DataTable
        label="Equipes por colaborador"
        slug="equipes"
        columns={columns}
        rows={shown}
        rowKey={({ user_name }) => user_name}
        empty={list.users.length === 0 ? "Ninguém fez agendamentos ainda." : "Ninguém encontrado."}
        pageSize={25}
        className="max-h-[60vh]"
      />
    </>
  );
}

const told = ({ user, team, member }: Change) => `${user} ${member ? "entrou em" : "saiu de"} ${team.name}.`;

interface Rights {
  list: UserTeams;
  mayEdit: boolean;
  onChange: (change: Change) => void;
}

/** The names stay in sight when many teams have to be scrolled through. */
const PINNED = "sticky left-0 [&:is(td)]:bg-card [&:is(th)]:z-20";

function columnsOf({ list, mayEdit, onChange }: Rights): Column<User>[] {
  const counts = memberCounts(list.users);
  return [
    {
      id: "user",
      header: "Colaborador",
      sortBy: ({ user_name }) => user_name,
      cell: ({ user_name }) => (
        <span className="flex items-center gap-3 font-medium">
          <span
            aria-hidden
            className="flex size-8 shrink-0 items-center justify-center rounded-full bg-teal-text text-sm text-white"
          >
            {user_name.slice(0, 1).toUpperCase()}
          </span>
          {user_name}
        </span>
      ),
      className: PINNED,
    },
    ...list.teams.map(
      (team): Column<User> => ({
        id: team.id,
        header: `${team.name} (${int(counts.get(team.id) ?? 0)})`,
        cell: (user) => <Box user={user} team={team} mayEdit={mayEdit} onChange={onChange} />,
      }),
    ),
  ];
}

/** On a phone the boxes stand under the name, each with its team beside it. */
const narrowColumns = ({ list, mayEdit, onChange }: Rights): Column<User>[] => [
  {
    id: "user",
    header: "Colaborador",
    sortBy: ({ user_name }) => user_name,
    cell: (user) => (
      <>
        <span className="font-medium">{user.user_name}</span>
        <span className="flex flex-wrap gap-x-4">
          {list.teams.map((team) => (
            <Box key={team.id} user={user} team={team} mayEdit={mayEdit} onChange={onChange} isNamed />
          ))}
        </span>
      </>
    ),
  },
];

interface BoxProps extends Omit<Rights, "list"> {
  user: User;
  team: Team;
  /** No header says which team it is about. */
  isNamed?: boolean;
}

const Box = ({ user: { user_name, teams }, team, mayEdit, onChange, isNamed = false }: BoxProps) => (
  <label className="flex min-h-10 min-w-10 items-center gap-2">
    <input
      type="checkbox"
      aria-label={`${user_name} em ${team.name}`}
      checked={teams.some(({ id }) => id === team.id)}
      disabled={!mayEdit}
      onChange={({ target }) => onChange({ user: user_name, team, member: target.checked })}
      className="size-4.5 shrink-0 accent-primary"
    />
    {isNamed && team.name}
  </label>
);
