import type { QueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import type { SharingEvent } from '../../../../contract/index.ts';
import type { useApi } from '../../../client/api.ts';

interface Sync {
  /** While one is under way: how far it is. */
  progress: { pushed: number; pulled: number; refused: number } | undefined;
  /** What the last one did. */
  done: Extract<SharingEvent, { type: 'done' }> | undefined;
  error: unknown;
  stop: AbortController | undefined;
}

const nothing: Sync = { progress: undefined, done: undefined, error: undefined, stop: undefined };

// A sync outlives the screen that began it.
export const useSyncStore = create<Sync>()(() => nothing);

/** Sends and takes what changed; one at a time. */
export async function beginSync(
  { client, procedures }: ReturnType<typeof useApi>,
  queryClient: QueryClient,
): Promise<void> {
  if (useSyncStore.getState().stop !== undefined) return;
  const stop = new AbortController();
  const { signal } = stop;
  useSyncStore.setState({ ...nothing, stop, progress: { pushed: 0, pulled: 0, refused: 0 } });
  try {
    for await (const event of await client.sharing.sync(undefined, { signal })) {
      if (event.type === 'done') useSyncStore.setState({ done: event });
      else useSyncStore.setState({ progress: event });
    }
    useSyncStore.setState({ progress: undefined, stop: undefined });
  } catch (error) {
    useSyncStore.setState({ ...nothing, ...(!signal.aborted && { error }) });
  }
  // Titles and descriptions of own videos may have come.
  for (const { key } of [procedures.sharing, procedures.videos, procedures.library]) {
    void queryClient.invalidateQueries({ queryKey: key() });
  }
}

export function stopSync(): void {
  useSyncStore.getState().stop?.abort();
}
