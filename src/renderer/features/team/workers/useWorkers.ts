import { useEffect, useMemo, useState } from 'react';
import { create } from 'zustand';
import type { SharingStatus, WorkersStatus } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { useConnection } from '../../../client/connection/connection.ts';
import { teamWorkersMessages } from '../../../messages/team/teamWorkers.ts';
import { toast, toastError } from '../../../ui/overlays/Toasts.tsx';

interface Known {
  /** Undefined until it was read once. */
  status: WorkersStatus | undefined;
  error: unknown;
}

// Outlives the screen, so that who comes back sees no skeleton.
const useWorkersStore = create<Known>()(() => ({ status: undefined, error: undefined }));

export interface KnownWorkers extends Known {
  retry(): void;
}

/** The database whose queue workers can reach; undefined where there is none. */
export function workersTarget(sharing: SharingStatus | undefined): string | undefined {
  return sharing?.connected === true && sharing.target !== 'local' ? sharing.target : undefined;
}

/**
 * Follows the workers of a team, by its address, while a screen with them is open. No address:
 * nothing is followed, and nothing known.
 */
export function useWorkers(target: string | undefined): KnownWorkers {
  const { client } = useApi();
  const reconnects = useConnection((connection) => connection.reconnects);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them begins it anew
  useEffect(() => {
    if (target === undefined) return;
    const stop = new AbortController();
    const follow = async (): Promise<void> => {
      const { signal } = stop;
      for await (const status of await client.workers.watch(undefined, { signal })) {
        useWorkersStore.setState({ status, error: undefined });
      }
    };
    follow().catch((error: unknown) => {
      if (!stop.signal.aborted) useWorkersStore.setState({ error });
    });
    return () => stop.abort();
  }, [client, reconnects, attempt, target]);
  const { status, error } = useWorkersStore();
  // The workers of another team are nothing to show.
  const known = status !== undefined && status.target === target ? status : undefined;
  const failure = target === undefined ? undefined : error;
  return { status: known, error: failure, retry: () => setAttempt((before) => before + 1) };
}

export interface WorkersActions {
  approve(approved: boolean): void;
  /** All dead letters, or one. */
  retryDead(id?: string): void;
  removeDead(id?: string): void;
}

/** What can be done with the queue. The watch tells how it changed. */
export function useWorkersActions(): WorkersActions {
  const { client } = useApi();
  return useMemo(() => {
    const only = (id?: string) => (id === undefined ? {} : { ids: [id] });
    return {
      approve: (approved) =>
        void client.workers.approve({ approved }).then(
          (status) => useWorkersStore.setState({ status, error: undefined }),
          (error: unknown) => toastError(error, teamWorkersMessages.useWorkers.notApproved),
        ),
      retryDead: (id) =>
        void client.workers.retryDead(only(id)).then(
          ({ retried }) => toast(teamWorkersMessages.useWorkers.queued(retried)),
          (error: unknown) => toastError(error, teamWorkersMessages.useWorkers.notQueued),
        ),
      removeDead: (id) =>
        void client.workers.removeDead(only(id)).then(
          ({ removed }) => toast(teamWorkersMessages.useWorkers.removed(removed)),
          (error: unknown) => toastError(error, teamWorkersMessages.useWorkers.notRemoved),
        ),
    };
  }, [client]);
}
