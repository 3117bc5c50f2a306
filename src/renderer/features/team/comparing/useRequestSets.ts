import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RequestSet } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { teamComparisonsMessages } from '../../../messages/team/teamComparisons.ts';
import { toast, toastError } from '../../../ui/overlays/Toasts.tsx';

/** The saved sets of requests, newest first. */
export function useRequestSets() {
  const { procedures } = useApi();
  return useQuery(procedures.requestSets.list.queryOptions());
}

/** Removes a set with what was compared by it. */
export function useRemoveSet(): {
  remove(set: RequestSet): void;
  isRemoving(set: RequestSet): boolean;
} {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const { mutate, isPending, variables } = useMutation(
    procedures.requestSets.remove.mutationOptions({
      onSettled: () => {
        void queryClient.invalidateQueries({ queryKey: procedures.requestSets.key() });
        void queryClient.invalidateQueries({ queryKey: procedures.comparisons.key() });
      },
      onError: (error) => toastError(error, teamComparisonsMessages.useRequestSets.notRemoved),
    }),
  );
  return {
    remove: ({ id, name }) =>
      mutate(
        { id },
        { onSuccess: () => toast(teamComparisonsMessages.useRequestSets.removed(name)) },
      ),
    isRemoving: ({ id }) => isPending && variables.id === id,
  };
}
