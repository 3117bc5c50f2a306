import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Endpoint } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { teamServersMessages } from '../../../messages/team/teamServers.ts';
import { toast, toastError } from '../../../ui/overlays/Toasts.tsx';

/** Schedules check servers too, so the list is read again now and then. */
const readAgainMs = 15_000;

export function useServers() {
  const { procedures } = useApi();
  return useQuery(procedures.endpoints.list.queryOptions({ refetchInterval: readAgainMs }));
}

export interface ServerActions {
  check(server: Endpoint): void;
  setEnabled(server: Endpoint, enabled: boolean): void;
  approve(server: Endpoint, approved: boolean): void;
  /** Asks it before the others of its role. */
  prefer(server: Endpoint): void;
  remove(server: Endpoint): void;
  /** Whether the server is being checked now. */
  isChecking(server: Endpoint): boolean;
}

/** What can be done with a server; each tells when it failed. */
export function useServerActions(): ServerActions {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const onSuccess = (): void => {
    void queryClient.invalidateQueries({ queryKey: procedures.endpoints.key() });
  };
  const told = (what: string) => ({
    onSuccess,
    onError: (error: unknown) => toastError(error, what),
  });
  const check = useMutation(
    procedures.endpoints.check.mutationOptions(told(teamServersMessages.useServers.notChecked)),
  );
  const change = useMutation(
    procedures.endpoints.change.mutationOptions(told(teamServersMessages.useServers.notChanged)),
  );
  const approve = useMutation(
    procedures.endpoints.approve.mutationOptions(told(teamServersMessages.useServers.notApproved)),
  );
  const prefer = useMutation(
    procedures.endpoints.prefer.mutationOptions(told(teamServersMessages.useServers.notReordered)),
  );
  const remove = useMutation(
    procedures.endpoints.remove.mutationOptions(told(teamServersMessages.useServers.notRemoved)),
  );
  return {
    check: ({ id }) => check.mutate({ id }),
    setEnabled: ({ id }, enabled) => change.mutate({ id, fields: { enabled } }),
    approve: ({ id }, approved) => approve.mutate({ id, approved }),
    prefer: ({ id }) => prefer.mutate({ id }),
    remove: ({ id, name }) =>
      remove.mutate(
        { id },
        { onSuccess: () => toast(teamServersMessages.useServers.removed(name)) },
      ),
    isChecking: ({ id }) => check.isPending && check.variables.id === id,
  };
}
