import { useEffect, useMemo, useState } from 'react';
import { create } from 'zustand';
import type { Batch } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { useConnection } from '../../../client/connection/connection.ts';
import { teamBatchesMessages } from '../../../messages/team/teamBatches.ts';
import { toast, toastError } from '../../../ui/overlays/Toasts.tsx';

interface Known {
  /** Newest first; undefined until they were read once. */
  batches: readonly Batch[] | undefined;
  error: unknown;
}

// Outlives the screen, so that who comes back sees no skeleton.
const useBatchStore = create<Known>()(() => ({ batches: undefined, error: undefined }));

export interface KnownBatches extends Known {
  retry(): void;
}

/** Follows the batches while a screen with them is open. */
export function useBatches(): KnownBatches {
  const { client } = useApi();
  const reconnects = useConnection((connection) => connection.reconnects);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them begins it anew
  useEffect(() => {
    const stop = new AbortController();
    const follow = async (): Promise<void> => {
      const { signal } = stop;
      for await (const { batches } of await client.batches.watch(undefined, { signal })) {
        useBatchStore.setState({ batches, error: undefined });
      }
    };
    follow().catch((error: unknown) => {
      if (!stop.signal.aborted) useBatchStore.setState({ error });
    });
    return () => stop.abort();
  }, [client, reconnects, attempt]);
  return { ...useBatchStore(), retry: () => setAttempt((before) => before + 1) };
}

type Act = (batch: Batch) => void;
export type BatchActions = Record<'pause' | 'resume' | 'cancel' | 'retry' | 'remove', Act>;

/** What can be done with a batch. The watch tells how it changed. */
export function useBatchActions(): BatchActions {
  const { client } = useApi();
  return useMemo(() => {
    const { batches } = client;
    const told =
      (what: string, call: (batch: Batch) => Promise<unknown>): Act =>
      (batch) =>
        void call(batch).catch((error: unknown) =>
          toastError(error, teamBatchesMessages.useBatches.failure(batch.name, what)),
        );
    return {
      pause: told(teamBatchesMessages.useBatches.notPaused, ({ id }) => batches.pause({ id })),
      resume: told(teamBatchesMessages.useBatches.notResumed, ({ id }) => batches.resume({ id })),
      cancel: told(teamBatchesMessages.useBatches.notCancelled, ({ id }) => batches.cancel({ id })),
      retry: told(teamBatchesMessages.useBatches.notRetried, ({ id }) => batches.retry({ id })),
      remove: told(teamBatchesMessages.useBatches.notRemoved, async ({ id, name }) => {
        await batches.remove({ id });
        toast(teamBatchesMessages.useBatches.removed(name));
      }),
    };
  }, [client]);
}
