import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import type { Branch, BranchEvent, BranchTeam } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { teamBranchesMessages } from '../../../messages/team/teamBranches.ts';
import { toast, toastError } from '../../../ui/overlays/Toasts.tsx';

const readAgainMs = 30_000;

export function useBranches() {
  const { procedures } = useApi();
  return useQuery(procedures.branches.list.queryOptions({ refetchInterval: readAgainMs }));
}

export interface BranchActions {
  /** The host opens it, and the page connects anew by itself. */
  open(branch: Branch): void;
  remove(branch: Branch): void;
  isRemoving(branch: Branch): boolean;
}

export function useBranchActions(): BranchActions {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const onSettled = (): void => {
    void queryClient.invalidateQueries({ queryKey: procedures.branches.key() });
  };
  const open = useMutation(
    procedures.branches.open.mutationOptions({
      onError: (error) => toastError(error, teamBranchesMessages.useBranches.notOpened),
    }),
  );
  const remove = useMutation(
    procedures.branches.remove.mutationOptions({
      onSettled,
      onError: (error) => toastError(error, teamBranchesMessages.useBranches.notRemoved),
    }),
  );
  return {
    open: ({ id }) => open.mutate({ id }),
    remove: ({ id, name }) =>
      remove.mutate(
        { id },
        { onSuccess: () => toast(teamBranchesMessages.useBranches.removed(name)) },
      ),
    isRemoving: ({ id }) => remove.isPending && remove.variables.id === id,
  };
}

interface Making {
  progress: Extract<BranchEvent, { type: 'progress' }> | undefined;
  error: unknown;
  stop: AbortController | undefined;
}

const nothing: Making = { progress: undefined, error: undefined, stop: undefined };

// The making of a branch outlives the dialog that began it.
export const useMaking = create<Making>()(() => nothing);

export interface NewBranch {
  name: string;
  purpose: string;
  team: BranchTeam;
  projectId?: string;
  neonKey?: string;
}

/** Makes a branch; true when it is there. */
export async function beginBranch(
  { client, procedures }: ReturnType<typeof useApi>,
  queryClient: QueryClient,
  input: NewBranch,
): Promise<boolean> {
  const stop = new AbortController();
  const { signal } = stop;
  useMaking.setState({ ...nothing, stop });
  try {
    for await (const event of await client.branches.create(input, { signal })) {
      if (event.type === 'progress') useMaking.setState({ progress: event });
    }
    useMaking.setState(nothing);
    return true;
  } catch (error) {
    useMaking.setState({ ...nothing, ...(!signal.aborted && { error }) });
    return false;
  } finally {
    void queryClient.invalidateQueries({ queryKey: procedures.branches.key() });
  }
}
