import { useMutation, useQueryClient } from '@tanstack/react-query';
import { settingsSchema } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import type { Client } from '../../client/connection/connect.ts';
import { settingsMessages } from '../../messages/work/settings.ts';
import { toastError } from '../../ui/overlays/Toasts.tsx';

type Change = Parameters<Client['settings']['set']>[0];

/** Changes some settings: shown at once, taken back when the host refuses. */
export function useChangeSettings(): (change: Change) => void {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const queryKey = procedures.settings.get.queryKey();
  const { mutate } = useMutation(
    procedures.settings.set.mutationOptions({
      // Where a chosen cookies file lies, only the host knows.
      onMutate: ({ cookiesFile: _, ...change }) => {
        const before = queryClient.getQueryData(queryKey);
        if (before !== undefined) {
          queryClient.setQueryData(queryKey, settingsSchema.parse({ ...before, ...change }));
        }
        return { before };
      },
      onSuccess: (settings) => queryClient.setQueryData(queryKey, settings),
      onError: (error, _change, context) => {
        if (context?.before !== undefined) queryClient.setQueryData(queryKey, context.before);
        toastError(error, settingsMessages.useChangeSettings.notSaved);
      },
      // Being offline shows in the library's own facts.
      onSettled: () => queryClient.invalidateQueries({ queryKey: procedures.library.key() }),
    }),
  );
  return mutate;
}
