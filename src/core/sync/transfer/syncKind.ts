import {
  type ErrorCode,
  type JobId,
  type SyncCounts,
  syncCountsSchema,
} from '../../../contract/index.ts';
import { AppError, jobMessages } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import {
  type JobKind,
  type JobQueue,
  latestJobs,
  type ScheduledPayload,
  type ScheduledRun,
} from '../../jobs/index.ts';
import { getSharingState } from '../records/sharingState.ts';
import type { SyncProgress } from './syncOnce.ts';

export interface SyncPayload extends ScheduledPayload {
  /** What it did, once it is done. */
  counts?: SyncCounts;
}

/** The part of sharing that exchanges records; see createSharing. */
interface Exchange {
  sync(control: {
    signal: AbortSignal;
    onProgress(progress: SyncProgress): void;
  }): Promise<SyncProgress>;
}

const syncKindName = 'sync';

/**
 * A wrong password, a certificate or a role that may not are mended by a person, not by waiting.
 */
const passing: readonly ErrorCode[] = [
  'sharing.unreachable',
  'sharing.inUse',
  'network.unavailable',
];

/** Sends and takes what changed. What a broken run exchanged is not exchanged again. */
export function createSyncKind(sharing: Exchange): JobKind<SyncPayload> {
  return {
    kind: syncKindName,
    maxAttempts: 4,
    isRetryable: (code) => passing.includes(code),
    stages: [
      {
        name: 'exchange',
        weight: 1,
        resource: 'network',
        run: async ({ signal, progress, update }) => {
          const counts = await sharing.sync({
            signal,
            // How much there is to take is not known before it is taken.
            onProgress: (now) =>
              progress(0, { done: now.pushed + now.pulled, text: syncSummary(now) }),
          });
          update({ counts, summary: `${syncSummary(counts)}.${clockSummary(counts)}` });
        },
      },
    ],
  };
}

/**
 * Queues a sync, or gives the one that is queued: one at a time. Errors: `sharing.notConnected`.
 */
export function enqueueSync(
  { library, queue, kind }: { library: Library; queue: JobQueue; kind: JobKind<SyncPayload> },
  schedule: ScheduledRun,
): JobId {
  if (getSharingState(library).connected === 0) {
    throw new AppError('sharing.notConnected', 'This library is not shared with a team.');
  }
  const options = { label: jobMessages.labels.sync, dedupeKey: syncKindName };
  return queue.enqueue(kind, { schedule }, options);
}

/** What the last finished sync did; undefined when the queue remembers none. */
export function lastSyncOf(library: Library): SyncCounts | undefined {
  const [job] = latestJobs(library, { kind: syncKindName, state: 'done', limit: 1 });
  return syncCountsSchema.safeParse(job?.payload.counts).data;
}

/** What is wrong with clocks, after the counts. */
function clockSummary({ future = 0, clockAheadMs }: SyncCounts): string {
  const { redated, clockOff } = jobMessages.summaries;
  const isOff = clockAheadMs === undefined ? '' : ` ${clockOff(clockAheadMs)}`;
  return `${future === 0 ? '' : ` ${redated(future)}`}${isOff}`;
}

function syncSummary({ pushed, pulled }: SyncCounts): string {
  return jobMessages.summaries.synced(pushed.toLocaleString('en'), pulled.toLocaleString('en'));
}
