/** Putting a person into a team, or taking them out. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/Toasts";
import { messageOf } from "@/lib/api/client";
import { withMembership } from "./model";
import { changeMembership, productivityKeys, type Team, type UserTeams } from "./queries";

export interface Change {
  user: string;
  team: Team;
  member: boolean;
}

const KEY = ["productivity", "membership"];

/**
 * Shows a change at once, takes it back if the server refuses it, and reads the list again when no other change
 * is under way. `last` is the change made last, for those who want it undone.
 */
export function useMembership() {
  const client = useQueryClient();
  const put = ({ user, team, member }: Change) =>
    client.setQueryData<UserTeams>(
      productivityKeys.teams,
      (list) => list && withMembership(list, user, team, member),
    );
  const { mutate, variables, isSuccess } = useMutation({
    mutationKey: KEY,
    mutationFn: ({ user, team, member }: Change) => changeMembership(user, team.id, member),
    onMutate: async (change) => {
      await client.cancelQueries({ queryKey: productivityKeys.teams });
      put(change);
    },
    onError: (error, change) => {
      put({ ...change, member: !change.member });
      toast.problem(`${change.user} em ${change.team.name}: ${messageOf(error)}`);
    },
    onSettled: () => {
      if (client.isMutating({ mutationKey: KEY }) === 1)
        void client.invalidateQueries({ queryKey: productivityKeys.teams });
    },
  });
  return { change: mutate, last: isSuccess ? variables : undefined };
}
