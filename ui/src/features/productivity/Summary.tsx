import { Users } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/Card";
import { cx } from "@/components/ui/cx";
import { Select } from "@/components/ui/Select";
import { fold, int, pct1 } from "@/lib/format";
import { share } from "./model";
import type { Productivity } from "./queries";

interface Props {
  stats: Productivity;
  team: string;
  teams: readonly string[];
  /** The source has been read at least once. */
  wasRead: boolean;
  /** Whether there is such a team. */
  isKnown: boolean;
  onTeam: (team: string) => void;
}

/** The whole clinic, and one team beside it. */
export function Summary({ stats, team, teams, wasRead, isKnown, onTeam }: Props) {
  const { globalStats: all, teamStats: ofTeam } = stats;
  const confirmed = wasRead ? share(all.confirmados, all.total) : null;
  const missed = wasRead ? share(all.nao_compareceu, all.total) : null;
  const counts = wasRead && isKnown;
  const active = ofTeam.active_members;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Card title="Visão Geral" hint="Resultados globais da clínica.">
        <dl className="grid grid-cols-[repeat(auto-fit,minmax(7.5rem,1fr))] gap-4">
          <Figure slug="total" title="Total" value={wasRead ? all.total : null}>
            {int(wasRead ? all.total : null)}
          </Figure>
          <Figure
            slug="confirmacao"
            title="Confirmação"
            value={share(all.confirmados, all.total)}
            looks="text-info-ink"
          >
            {pct1(confirmed)}
          </Figure>
          <Figure
            slug="nao-compareceu"
            title="Não Compareceu"
            value={wasRead ? all.nao_compareceu : null}
            looks="text-[#be123c]"
          >
            {int(wasRead ? all.nao_compareceu : null)}{" "}
            <span className="text-sm font-medium">{missed === null ? "" : pct1(missed)}</span>
          </Figure>
        </dl>
      </Card>
      <Card
        title={`Equipe ${ofTeam.name}`}
        className="border-[#c7d2fe]! bg-[#eef2ff]!"
        hint={
          <span className="flex items-center gap-1.5">
            <Users aria-hidden className="size-3.5" />
            {isKnown
              ? `${int(active)} ${active === 1 ? "membro ativo" : "membros ativos"} no período.`
              : "Não há equipe com este nome."}
          </span>
        }
        actions={
          <div className="w-44 bg-transparent">
            <Select
              label="Equipe:"
              value={teams.find((name) => fold(name) === fold(team)) ?? team}
              options={teams.map((name) => ({ value: name, label: name }))}
              onChange={onTeam}
            />
          </div>
        }
      >
        <dl className="grid grid-cols-[repeat(auto-fit,minmax(7.5rem,1fr))] gap-4">
          <Figure
            slug="equipe-total"
            title="Agendados"
            value={counts ? ofTeam.total : null}
            looks="text-[#312e81]"
          >
            {int(counts ? ofTeam.total : null)}
          </Figure>
          <Figure
            slug="equipe-confirmacao"
            title="Confirmação"
            value={counts ? share(ofTeam.confirmados, ofTeam.total) : null}
            looks="text-good-ink"
          >
            {pct1(counts ? share(ofTeam.confirmados, ofTeam.total) : null)}
          </Figure>
        </dl>
      </Card>
    </div>
  );
}

interface FigureProps {
  slug: string;
  title: string;
  /** `null`: nobody knows. */
  value: number | null;
  looks?: string;
  children: ReactNode;
}

const Figure = ({ slug, title, value, looks, children }: FigureProps) => (
  <div data-kpi={slug} data-value={value ?? ""} className="min-w-0">
    <dt className="text-sm text-soft">{title}</dt>
    <dd className={cx("text-2xl font-bold tabular-nums", looks)}>{children}</dd>
  </div>
);
