import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { VideoId } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { toast, toastError } from '../../../ui/overlays/Toasts.tsx';

/** Reads the public counts of videos again; `done` counts up while that lasts. `onDone` follows it. */
export function useObserveCounts(onDone?: () => Promise<void>): {
  observe(videoIds: readonly VideoId[]): void;
  done: number | undefined;
} {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const [done, setDone] = useState<number>();

  const observe = async (videoIds: readonly VideoId[]): Promise<void> => {
    const counts = { observed: 0, failed: 0, skipped: 0 };
    let cause: string | undefined;
    setDone(0);
    try {
      for await (const { status, error } of await client.videos.observe({
        videoIds: [...videoIds],
      })) {
        counts[status] += 1;
        cause ??= error?.message;
        setDone(counts.observed + counts.failed + counts.skipped);
      }
      const words = [
        counts.observed > 0 ? libraryMessages.useObserveCounts.observed(counts.observed) : '',
        counts.skipped > 0 ? libraryMessages.useObserveCounts.skipped(counts.skipped) : '',
        counts.failed > 0 ? libraryMessages.useObserveCounts.failed(counts.failed) : '',
      ].filter((part) => part !== '');
      toast(
        libraryMessages.useObserveCounts.summary(
          words.join(', ') || libraryMessages.useObserveCounts.nothing,
        ),
        {
          good: counts.failed === 0 && counts.observed > 0,
          ...(cause === undefined ? {} : { description: cause }),
        },
      );
    } catch (error) {
      toastError(error, libraryMessages.useObserveCounts.error);
    }
    setDone(undefined);
    await queryClient.invalidateQueries({ queryKey: procedures.videos.key() });
    await onDone?.();
  };
  return { observe: (videoIds) => void observe(videoIds), done };
}
