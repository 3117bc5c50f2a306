import { useEffect, useMemo, useState } from 'react';
import { create } from 'zustand';
import type { Fleet, SharingStatus } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { useConnection } from '../../../client/connection/connection.ts';
import { teamWorkersMessages } from '../../../messages/teamWorkers.ts';
import { toast, toastError } from '../../../ui/Toasts.tsx';

interface Known {
  /** Undefined until it was read once. */
  fleet: Fleet | undefined;
  error: unknown;
}

// Outlives the screen, so that who comes back sees no skeleton.
const useFleetStore = create<Known>()(() => ({ fleet: undefined, error: undefined }));

export interface KnownFleet extends Known {
  retry(): void;
}

/** The database whose queue machines can reach; undefined where there is none. */
export function fleetTarget(sharing: SharingStatus | undefined): string | undefined {
  return sharing?.connected === true && sharing.target !== 'local' ? sharing.target : undefined;
}

/**
 * Follows the fleet of a team, by its address, while a screen with it is open. No address: nothing
 * is followed, and nothing known.
 */
export function useFleet(target: string | undefined): KnownFleet {
  const { client } = useApi();
  const reconnects = useConnection((connection) => connection.reconnects);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them begins it anew
  useEffect(() => {
    if (target === undefined) return;
    const stop = new AbortController();
    const follow = async (): Promise<void> => {
      const { signal } = stop;
      for await (const fleet of await client.fleet.watch(undefined, { signal })) {
        useFleetStore.setState({ fleet, error: undefined });
      }
    };
    follow().catch((error: unknown) => {
      if (!stop.signal.aborted) useFleetStore.setState({ error });
    });
    return () => stop.abort();
  }, [client, reconnects, attempt, target]);
  const { fleet, error } = useFleetStore();
  // What another team's fleet was is nothing to show.
  const known = fleet !== undefined && fleet.target === target ? fleet : undefined;
  const failure = target === undefined ? undefined : error;
  return { fleet: known, error: failure, retry: () => setAttempt((before) => before + 1) };
}

export interface FleetActions {
  approve(approved: boolean): void;
  /** All dead letters, or one. */
  retryDead(id?: string): void;
  removeDead(id?: string): void;
}

/** What can be done with the queue. The watch tells how it changed. */
export function useFleetActions(): FleetActions {
  const { client } = useApi();
  return useMemo(() => {
    const only = (id?: string) => (id === undefined ? {} : { ids: [id] });
    return {
      approve: (approved) =>
        void client.fleet.approve({ approved }).then(
          (fleet) => useFleetStore.setState({ fleet, error: undefined }),
          (error: unknown) => toastError(error, teamWorkersMessages.useFleet.notApproved),
        ),
      retryDead: (id) =>
        void client.fleet.retryDead(only(id)).then(
          ({ retried }) => toast(teamWorkersMessages.useFleet.queued(retried)),
          (error: unknown) => toastError(error, teamWorkersMessages.useFleet.notQueued),
        ),
      removeDead: (id) =>
        void client.fleet.removeDead(only(id)).then(
          ({ removed }) => toast(teamWorkersMessages.useFleet.removed(removed)),
          (error: unknown) => toastError(error, teamWorkersMessages.useFleet.notRemoved),
        ),
    };
  }, [client]);
}
