import { setImmediate as nextTurn } from 'node:timers/promises';
import type { JobId } from '../../../contract/index.ts';
import { jobMessages, priorities, toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { JobKind, JobQueue } from '../../jobs/index.ts';
import {
  countWithoutPrints,
  hasVideo,
  nextWithoutPrints,
  presentOriginal,
  putPrints,
  type WithoutPrints,
} from '../../library/index.ts';
import { areDuplicatesStale, findDuplicatesTask, saveDuplicates } from '../../search/index.ts';
import type { MediaClient } from '../media/mediaClient.ts';

/** It looks at whatever is new. */
export type DuplicatesPayload = Record<never, never>;

/** Queues the job, or gives the one that has not ended. One that a person waits for goes first. */
export function enqueueDuplicates(
  queue: JobQueue,
  kind: JobKind<DuplicatesPayload>,
  isByHand = false,
): JobId {
  const options = { label: jobMessages.labels.duplicates, dedupeKey: kind.kind };
  const priority = isByHand ? priorities.ingest : priorities.batch;
  return queue.enqueue(kind, {}, { ...options, priority });
}

/** Whether a video has come since groups were found, or has no prints yet. */
export function areDuplicatesDue(library: Library): boolean {
  return areDuplicatesStale(library) || countWithoutPrints(library) > 0;
}

/**
 * Finds videos that are copies of one another. First come prints for the videos that were ingested
 * before there were any, each stored when it is made; then groups are found anew on a reader thread,
 * and stored in one transaction.
 */
export function createDuplicatesKind(tools: {
  library: Library;
  media: MediaClient;
}): JobKind<DuplicatesPayload> {
  return {
    kind: 'duplicates',
    maxAttempts: 2,
    priority: priorities.batch,
    isRetryable: (code) => code === 'worker.crashed' || code === 'disk.full',
    stages: [
      {
        name: 'prints',
        weight: 4,
        resource: 'cpu',
        run: async ({ signal, progress, yieldSlot }) => {
          const { library } = tools;
          const total = countWithoutPrints(library);
          let done = 0;
          for (let last = ''; ; ) {
            await yieldSlot();
            // Where no file is there nothing else would wait, for any number of videos.
            await nextTurn();
            signal.throwIfAborted();
            const video = nextWithoutPrints(library, last);
            if (video === undefined) return;
            last = video.videoId;
            await makePrints(tools, video, signal);
            done++;
            progress(Math.min(1, done / total), { done, total: Math.max(done, total) });
          }
        },
      },
      {
        name: 'groups',
        weight: 1,
        resource: 'cpu',
        run: async ({ signal, writeAtEnd }) => {
          const { library } = tools;
          const found = await library.readers.run(findDuplicatesTask, undefined, { signal });
          writeAtEnd(() => saveDuplicates(library, found));
        },
      },
    ],
  };
}

/** A file that is away may come back: it is looked for again the next time. */
async function makePrints(
  { library, media }: { library: Library; media: MediaClient },
  { videoId, durationMs, rotationDegrees }: WithoutPrints,
  signal: AbortSignal,
): Promise<void> {
  const path = await presentOriginal(library, videoId);
  if (path === undefined) return;
  const store = (prints: { frames: Uint8Array; sound: Uint8Array }): void => {
    // It may have been removed meanwhile.
    if (hasVideo(library, videoId)) putPrints(library, videoId, prints);
  };
  try {
    const input = { path, durationMs, rotationDegrees };
    const { frames, sound } = await media.call('prints', input, { signal });
    store({ frames, sound });
  } catch (error) {
    if (signal.aborted) throw error;
    const { code } = toAppError(error);
    if (code === 'input.notFound' || code === 'input.noPermission') return;
    if (code === 'disk.full') throw error;
    // A file that ends the media process would do it each time.
    store({ frames: new Uint8Array(), sound: new Uint8Array() });
  }
}
