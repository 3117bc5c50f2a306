import { basename } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type IngestEvent,
  type JobDto,
  type JobId,
  type Storage,
  type VideoId,
  withHint,
} from '../../contract/index.ts';
import { type AppError, AsyncQueue, toAppError } from '../base/index.ts';
import type { Library } from '../db/index.ts';
import type { JobKind, JobQueue, NewJobOf } from '../jobs/index.ts';
import { jobPayload } from '../jobs/index.ts';
import { expandPaths } from './expandPaths.ts';
import type { IngestPayload } from './ingestPayload.ts';

export interface IngestRequest {
  paths: readonly string[];
  storage?: Storage | undefined;
  language?: string | undefined;
  /** The video without a file that they are of. */
  recordId?: VideoId | undefined;
  /** Whether a link in a folder may be followed; all are when left out. */
  isLinkAllowed?: ((path: string) => Promise<boolean>) | undefined;
}

export interface IngestTools {
  library: Library;
  queue: JobQueue;
  kind: JobKind<IngestPayload>;
  /** Begins to run jobs; called when all files are queued, so that none ends unseen. */
  start(): void;
}

/** Jobs begun to be followed in one turn of the event loop. */
const followedAtOnce = 100;

/**
 * Queues files and folders and follows them: `progress` as it comes, then one `item` for each
 * file in the order in which they end. A file whose job has not ended yet (after a crash, or
 * given twice) is followed, not queued again. Leaving the loop leaves the jobs in the queue.
 */
export async function* ingestFiles(
  { library, queue, kind, start }: IngestTools,
  request: IngestRequest,
  signal?: AbortSignal,
): AsyncGenerator<IngestEvent, void, undefined> {
  const events = new AsyncQueue<IngestEvent>();
  const stopWatching = new AbortController();
  const pathOf = new Map<string, string>();
  const follow = async (): Promise<void> => {
    for await (const job of queue.watch(stopWatching.signal)) {
      const path = pathOf.get(job.id);
      if (path !== undefined && job.state === 'running') events.push(progressEvent(path, job));
    }
  };
  const work = async (): Promise<void> => {
    const files: string[] = [];
    const { isLinkAllowed } = request;
    for (const item of await expandPaths(request.paths, { isLinkAllowed, signal })) {
      if ('error' in item) events.push(failedItem(item.path, item.error));
      else files.push(item.path);
    }
    const jobIds = await enqueue({ queue, kind }, files, { request, signal });
    const ends: Promise<void>[] = [];
    for (const [index, jobId] of jobIds.entries()) {
      const path = files[index] ?? '';
      pathOf.set(jobId, path);
      const end = queue
        .finished(jobId, signal)
        .then((job) => events.push(itemEvent(library, path, job)));
      // Its error is met below, perhaps some turns later.
      end.catch(() => {});
      ends.push(end);
      if (index % followedAtOnce === followedAtOnce - 1) await nextTurn();
    }
    start();
    await Promise.all(ends);
  };
  const following = follow().catch(() => {});
  work().then(
    () => events.end(),
    (error: unknown) => events.fail(error),
  );
  try {
    yield* events;
  } finally {
    stopWatching.abort();
    await following;
  }
}

/** So many paths are looked for before others get their turn. */
const pathsAtOnce = 200;

/** A job for each file, in their order; those that have one already keep it, and go on. */
async function enqueue(
  { queue, kind }: Pick<IngestTools, 'queue' | 'kind'>,
  paths: readonly string[],
  { request, signal }: { request: IngestRequest; signal: AbortSignal | undefined },
): Promise<JobId[]> {
  const jobs = paths.map((path): NewJobOf<IngestPayload> => {
    const originalName = basename(path);
    const { language, recordId, storage = 'copy' } = request;
    const payload = {
      path,
      originalName,
      storage,
      ...(language !== undefined && { language }),
      ...(recordId !== undefined && { recordId }),
    };
    return { payload, label: originalName, dedupeKey: path };
  });
  const paused = new Set<JobId>();
  for (const [index, path] of paths.entries()) {
    if (index % pathsAtOnce === pathsAtOnce - 1) await nextTurn(undefined, { signal });
    const job = queue.findUnfinished(kind.kind, path);
    if (job?.state === 'paused') paused.add(job.id);
  }
  const ids = await queue.enqueueMany(kind, jobs, signal);
  for (const id of paused) queue.resume(id);
  return ids;
}

function progressEvent(path: string, job: JobDto): IngestEvent {
  const stage = job.stages.find(({ state }) => state === 'running');
  return {
    type: 'progress',
    path,
    jobId: job.id,
    stage: stage?.name ?? 'waiting',
    fraction: job.fraction,
    timeLeftMs: job.timeLeftMs,
  };
}

function itemEvent(library: Library, path: string, job: JobDto): IngestEvent {
  return {
    type: 'item',
    path,
    status: statusOf(library, job),
    jobId: job.id,
    videoId: job.videoId,
    error: job.error,
    warnings: job.warnings,
  };
}

function statusOf(library: Library, job: JobDto): Extract<IngestEvent, { type: 'item' }>['status'] {
  if (job.state === 'done') {
    return jobPayload(library, job.id).duplicate === true ? 'duplicate' : 'done';
  }
  return job.state === 'cancelled' ? 'cancelled' : 'failed';
}

function failedItem(path: string, error: AppError): IngestEvent {
  return {
    type: 'item',
    path,
    status: 'failed',
    error: withHint(toAppError(error)),
    warnings: [],
  };
}
