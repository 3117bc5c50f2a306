import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Comparison, ComparisonId, ServerSwitch } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { useConnection } from '../../../client/connection/connection.ts';
import { teamComparisonsMessages } from '../../../messages/team/teamComparisons.ts';
import { toast, toastError } from '../../../ui/overlays/Toasts.tsx';

/** A comparison may be begun in the terminal, so the list is read again now and then. */
const readAgainMs = 5_000;

export function useComparisons() {
  const { procedures } = useApi();
  return useQuery(procedures.comparisons.list.queryOptions({ refetchInterval: readAgainMs }));
}

export function useSwitches() {
  const { procedures } = useApi();
  return useQuery(procedures.endpoints.switches.queryOptions({ refetchInterval: readAgainMs }));
}

/** One comparison as it goes on. */
export function useComparison(id: ComparisonId): {
  comparison: Comparison | undefined;
  error: unknown;
} {
  const { client } = useApi();
  const reconnects = useConnection((connection) => connection.reconnects);
  const [seen, setSeen] = useState<{ comparison?: Comparison; error?: unknown }>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new connection begins it anew
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const follow = async (): Promise<void> => {
      for await (const comparison of await client.comparisons.watch({ id }, { signal })) {
        setSeen({ comparison });
      }
      // What is decided comes after the end.
      setSeen({ comparison: await client.comparisons.get({ id }, { signal }) });
    };
    follow().catch((error: unknown) => {
      if (!signal.aborted) setSeen({ error });
    });
    return () => stop.abort();
  }, [client, id, reconnects]);
  return { comparison: seen.comparison, error: seen.error };
}

/** What a person does with comparisons and switches; each tells when it failed. */
export function useComparisonActions() {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const onSuccess = (): void => {
    void queryClient.invalidateQueries({ queryKey: procedures.comparisons.key() });
    void queryClient.invalidateQueries({ queryKey: procedures.endpoints.key() });
  };
  const told = (what: string) => ({
    onSuccess,
    onError: (error: unknown) => toastError(error, what),
  });
  const cancel = useMutation(
    procedures.comparisons.cancel.mutationOptions(
      told(teamComparisonsMessages.useComparisons.notCancelled),
    ),
  );
  const decide = useMutation(
    procedures.comparisons.decide.mutationOptions(
      told(teamComparisonsMessages.useComparisons.notDecided),
    ),
  );
  const remove = useMutation(
    procedures.comparisons.remove.mutationOptions(
      told(teamComparisonsMessages.useComparisons.notRemoved),
    ),
  );
  const rollBack = useMutation(
    procedures.endpoints.rollBack.mutationOptions(
      told(teamComparisonsMessages.useComparisons.notRolledBack),
    ),
  );
  return {
    cancel: (id: ComparisonId): void => cancel.mutate({ id }),
    decide: (comparison: Comparison, keep: 'from' | 'to', then: (now: Comparison) => void): void =>
      decide.mutate(
        { id: comparison.id, keep },
        {
          onSuccess: (now) => {
            toast(teamComparisonsMessages.useComparisons.preferred(comparison[keep].name));
            then(now);
          },
        },
      ),
    remove: (id: ComparisonId, then: () => void): void =>
      remove.mutate({ id }, { onSuccess: then }),
    rollBack: ({ id, from }: ServerSwitch): void =>
      rollBack.mutate(
        { switchId: id },
        {
          onSuccess: () => toast(teamComparisonsMessages.useComparisons.preferredAgain(from.name)),
        },
      ),
  };
}
