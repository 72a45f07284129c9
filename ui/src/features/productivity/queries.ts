/** Who made how many appointments, and who belongs to which team. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type components, ok } from "@/lib/api/client";
import type { Period } from "@/lib/period";

export type Productivity = components["schemas"]["ProductivityAnswer"];
export type UserTeams = components["schemas"]["UserTeamList"];
export type Team = components["schemas"]["TeamRef"];

export const productivityKeys = { teams: ["productivity", "teams"] as const };

/** The filters as the server knows them. */
export const queryOf = ({ from, to }: Period, team: string) => ({ startDate: from, endDate: to, team });

export const productivityQueries = {
  /** Another period keeps the old figures on screen until the new ones are there. */
  stats: (period: Period, team: string) =>
    queryOptions({
      queryKey: ["productivity", "stats", period.from, period.to, team],
      queryFn: ({ signal }) =>
        ok(api.GET("/api/admin/produtividade", { params: { query: queryOf(period, team) }, signal })),
      placeholderData: keepPreviousData,
      staleTime: 5 * 60_000,
    }),
  /** Everybody who ever made an appointment, with their teams. */
  teams: () =>
    queryOptions({
      queryKey: productivityKeys.teams,
      queryFn: ({ signal }) => ok(api.GET("/api/admin/user-teams", { signal })),
      staleTime: 5 * 60_000,
    }),
};

export const changeMembership = (userName: string, teamId: string, member: boolean) =>
  ok(
    api.POST("/api/admin/user-teams", {
      body: { user_name: userName, team_id: teamId, action: member ? "add" : "remove" },
    }),
  );

export const createTeam = (name: string) => ok(api.POST("/api/admin/teams", { body: { name } }));

export const deleteTeam = (id: string) => ok(api.DELETE("/api/admin/teams", { params: { query: { id } } }));
