import { Download, Search } from "lucide-react";
import { useDeferredValue, useMemo } from "react";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { cx } from "@/components/ui/cx";
import { type Column, DataTable } from "@/components/ui/DataTable";
import { csv } from "@/lib/csv";
import { save } from "@/lib/download";
import { fold, int } from "@/lib/format";
import { type Filters, periodOf, sortOf, sortText } from "./filters";
import { named, type Ranked } from "./model";

interface Props {
  people: readonly Ranked[];
  /** The source has been read at least once. */
  wasRead: boolean;
  filters: Filters;
  onChange: (changes: Partial<Filters>, replace?: boolean) => void;
}

const HEADER = ["#", "Usuário", "Equipes", "Agendados", "Confirmados", "Taxa Conf. (%)"];
/** A rate above this is good. */
const GOOD_RATE = 70;

/** Everybody who made appointments, best first; the place stays when one searches. */
export function Ranking({ people, wasRead, filters, onChange }: Props) {
  const typed = useDeferredValue(filters.q);
  const shown = useMemo(() => named(people, typed, ({ user }) => user), [people, typed]);
  const nothing = wasRead
    ? "Nenhum agendamento no período."
    : "Os agendamentos chegam com a primeira sincronização.";
  const columns = useMemo(() => columnsOf(filters.q === ""), [filters.q]);
  const saveTable = () => {
    const rows = shown.map(({ rank, user, teams, total, confirmados, rate }) => [
      rank,
      user,
      teams.join(", "),
      total,
      confirmados,
      Math.round(rate * 10) / 10,
    ]);
    const { from, to } = periodOf(filters);
    save(
      `produtividade-ranking-${from}_${to}.csv`,
      new Blob([csv(HEADER, rows)], { type: "text/csv;charset=utf-8" }),
    );
  };
  return (
    <Card
      title="Ranking Individual"
      hint="Taxa de Confirmação = Confirmados + Atendidos."
      actions={
        <Button look="ghost" onClick={saveTable} aria-label="Baixar CSV: Ranking Individual">
          <Download aria-hidden className="size-4" />
          CSV
        </Button>
      }
    >
      <div className="relative mb-3 sm:max-w-xs">
        <Search aria-hidden className="pointer-events-none absolute top-3.5 left-3 size-4 text-soft" />
        <input
          type="search"
          aria-label="Buscar usuário"
          placeholder="Buscar usuário..."
          value={filters.q}
          onChange={({ target }) => onChange({ q: target.value, page: "1" }, true)}
          className="h-11 w-full rounded-card border border-slate-300 bg-card pr-3 pl-9 text-sm placeholder:text-slate-500 hover:border-slate-400"
        />
      </div>
      <DataTable
        label="Ranking Individual"
        slug="ranking"
        columns={columns}
        rows={shown}
        rowKey={({ user }) => user}
        empty={people.length > 0 ? `Ninguém encontrado com “${filters.q}”.` : nothing}
        sort={sortOf(filters)}
        onSort={(sort) => onChange({ sort: sortText(sort), page: "1" })}
        page={Number(filters.page) - 1}
        onPage={(page) => onChange({ page: String(page + 1) })}
        pageSize={25}
      />
    </Card>
  );
}

/** On a phone the place stands before the name, teams and rate under what they belong to. */
const WIDE_ONLY = "max-sm:hidden";
const NARROW_ONLY = "sm:hidden";

const columnsOf = (marksBest: boolean): Column<Ranked>[] => [
  {
    id: "rank",
    header: "#",
    sortBy: ({ rank }) => rank,
    cell: ({ rank }) => <Place rank={rank} isMarked={marksBest && rank <= 3} />,
    className: cx(WIDE_ONLY, "w-16"),
  },
  {
    id: "user",
    header: "Usuário",
    sortBy: ({ user }) => user,
    cell: ({ rank, user, teams, inTeam }) => (
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium">
          <span className={cx(NARROW_ONLY, "mr-1.5")}>
            <Place rank={rank} isMarked={marksBest && rank <= 3} />
          </span>
          {user}
        </span>
        {inTeam && (
          <span className="rounded-full border border-[#818cf8] px-1.5 text-xs whitespace-nowrap text-[#4338ca]">
            na equipe
          </span>
        )}
        <span className={cx(NARROW_ONLY, "basis-full")}>
          <TeamTags teams={teams} />
        </span>
      </div>
    ),
  },
  {
    id: "teams",
    header: "Equipes",
    sortBy: ({ teams }) => teams.join(", ") || null,
    cell: ({ teams }) => <TeamTags teams={teams} />,
    className: WIDE_ONLY,
  },
  {
    id: "total",
    header: "Agendados",
    sortBy: ({ total }) => total,
    cell: ({ total, rate }) => (
      <>
        {int(total)}
        <span className={cx(NARROW_ONLY, "block")}>
          <Rate rate={rate} />
        </span>
      </>
    ),
    numeric: true,
  },
  {
    id: "confirmed",
    header: "Confirmados",
    sortBy: ({ confirmados }) => confirmados,
    cell: ({ confirmados }) => int(confirmados),
    numeric: true,
    className: WIDE_ONLY,
  },
  {
    id: "rate",
    header: "Taxa Conf.",
    sortBy: ({ rate }) => rate,
    cell: ({ rate }) => <Rate rate={rate} />,
    numeric: true,
    className: WIDE_ONLY,
  },
];

const Place = ({ rank, isMarked }: { rank: number; isMarked: boolean }) => (
  <span
    className={cx(
      "inline-flex justify-center rounded-full px-1.5 py-0.5 text-xs font-bold tabular-nums sm:min-w-8",
      isMarked ? "bg-[#fef3c7] text-warn-ink" : "text-soft",
    )}
  >
    #{rank}
  </span>
);

const Rate = ({ rate }: { rate: number }) => (
  <span className={cx(rate > GOOD_RATE && "font-semibold text-good-ink")}>
    {rate > GOOD_RATE && (
      <>
        <span aria-hidden>▲ </span>
        <span className="sr-only">Boa: </span>
      </>
    )}
    {int(rate)}%
  </span>
);

const TINTS: Record<string, string> = {
  crc: "bg-[#e0e7ff] text-[#3730a3]",
  recepcao: "bg-pink-wash text-pink-ink",
};

const TeamTags = ({ teams }: { teams: readonly string[] }) =>
  teams.length === 0 ? (
    <span className="text-xs text-soft">Sem equipe</span>
  ) : (
    <span className="flex flex-wrap gap-1">
      {teams.map((name) => (
        <span
          key={name}
          className={cx(
            "rounded px-1.5 py-0.5 text-xs font-medium",
            TINTS[fold(name)] ?? "bg-slate-100 text-slate-700",
          )}
        >
          {name}
        </span>
      ))}
    </span>
  );
