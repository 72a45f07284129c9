/** Shares, places and members: what the page computes from the counts of the server. */
import { fold, int } from "@/lib/format";
import type { Productivity, UserTeams } from "./queries";

/** `part` of `whole` in percent; 0 of nothing is 0. */
export const share = (part: number, whole: number) => (whole > 0 ? (part / whole) * 100 : 0);

export interface Ranked {
  rank: number;
  user: string;
  teams: string[];
  total: number;
  confirmados: number;
  /** Confirmed and attended ones, in percent. */
  rate: number;
  /** Whether the person belongs to the chosen team. */
  inTeam: boolean;
}

/** Everybody in the order of the server, with the place that a search does not change. */
export function ranking(stats: Productivity["userStats"], team: string): Ranked[] {
  const wanted = fold(team);
  return stats.map(({ user, teams, total, confirmados }, index) => ({
    rank: index + 1,
    user,
    teams,
    total,
    confirmados,
    rate: share(confirmados, total),
    inTeam: teams.some((name) => fold(name) === wanted),
  }));
}

/** Those whose name has `typed` in it, accents or not. */
export function named<T>(rows: readonly T[], typed: string, nameOf: (row: T) => string): readonly T[] {
  const wanted = fold(typed);
  return wanted ? rows.filter((row) => fold(nameOf(row)).includes(wanted)) : rows;
}

/** The teams to choose from; the first one is always there, as is the chosen one. */
export function teamNames(teams: UserTeams["teams"] | undefined, chosen: string): string[] {
  const names = new Map<string, string>();
  for (const name of [...(teams ?? []).map((team) => team.name), FIRST_TEAM, chosen]) {
    if (!names.has(fold(name))) names.set(fold(name), name);
  }
  return [...names.values()].sort((a, b) => a.localeCompare(b, "pt-BR"));
}

/** The team that is chosen first; other pages count on it, so the server keeps it. */
export const FIRST_TEAM = "CRC";

export const isKept = ({ name }: UserTeams["teams"][number]) => fold(name) === fold(FIRST_TEAM);

/** `1 membro`, `12 membros`. */
export const members = (count: number) => `${int(count)} ${count === 1 ? "membro" : "membros"}`;

/** How many belong to each team, by its id. */
export function memberCounts(users: UserTeams["users"]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { teams } of users) for (const { id } of teams) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** The list with one person added to or taken out of one team. */
export function withMembership(
  list: UserTeams,
  userName: string,
  team: UserTeams["teams"][number],
  member: boolean,
): UserTeams {
  const users = list.users.map((user) => {
    if (user.user_name !== userName) return user;
    const others = user.teams.filter(({ id }) => id !== team.id);
    return { ...user, teams: member ? [...others, team] : others };
  });
  return { ...list, users };
}
