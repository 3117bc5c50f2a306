import { useMutation, useQuery } from '@tanstack/react-query';
import type { LibraryInfo } from '../../contract/index.ts';
import { appMessages } from '../messages/app.ts';
import { toastError } from '../ui/overlays/Toasts.tsx';
import { useApi } from './api.ts';

/** The branch that this device works on, or undefined on the library itself. */
export function useOpenBranch(): LibraryInfo['branch'] {
  const { procedures } = useApi();
  const { data } = useQuery(procedures.library.info.queryOptions());
  return data?.branch;
}

/** Goes back to the library: the host opens it, and the page connects anew by itself. */
export function useLeaveBranch(): { leave(): void; isPending: boolean } {
  const { procedures } = useApi();
  const { mutate, isPending } = useMutation(
    procedures.branches.leave.mutationOptions({
      onError: (error) => toastError(error, appMessages.branches.notLeft),
    }),
  );
  return { leave: () => mutate(undefined), isPending };
}
