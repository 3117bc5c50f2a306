import type { JobDto, JobState } from '../contract/index.ts';
import { AppError } from '../core/base/index.ts';
import { systemMessages } from './messages/system.ts';
import { formatTime } from './output.ts';
import type { Session } from './session.ts';

const finalStates: readonly JobState[] = ['done', 'failed', 'cancelled'];

/**
 * Queues jobs and follows them until each has ended; gives them as they ended. `onChange` hears of
 * every change, also of the last. Ctrl-C leaves them in the queue, where the next start of Trendroom
 * finds them.
 */
export async function followJobs(
  { client, signal }: Pick<Session, 'client' | 'signal'>,
  enqueue: () => Promise<readonly JobDto[]>,
  onChange: (job: JobDto) => void | Promise<void>,
): Promise<JobDto[]> {
  const enough = new AbortController();
  // Watched before they are queued, so that no change falls between.
  const watched = { signal: AbortSignal.any([signal, enough.signal]) };
  const changes = await client.jobs.watch(undefined, watched);
  try {
    const jobs = new Map((await enqueue()).map((job) => [job.id, job]));
    const isOver = (): boolean =>
      [...jobs.values()].every(({ state }) => finalStates.includes(state));
    if (!isOver()) {
      for await (const job of changes) {
        if (!jobs.has(job.id)) continue;
        jobs.set(job.id, job);
        await onChange(job);
        if (isOver()) break;
      }
    }
    signal.throwIfAborted();
    return [...jobs.values()];
  } finally {
    enough.abort();
  }
}

/** Throws what the first job failed with that did not get done. */
export function requireDone(jobs: readonly JobDto[]): void {
  for (const { state, label, error } of jobs) {
    if (state === 'done') continue;
    if (state === 'failed' && error !== undefined) throw new AppError(error.code, error.message);
    throw new AppError('job.cancelled', systemMessages.followJobs.cancelled(label));
  }
}

/** Where a job is, for the passing line of the terminal. */
export function jobStatus({ label, state, stages, fraction, timeLeftMs, error }: JobDto): string {
  const detail = stages.find((stage) => stage.state === 'running')?.detail;
  if (state === 'waiting' && error !== undefined)
    return systemMessages.followJobs.retrying(label, error.message);
  const percent = fraction === 0 ? '' : ` ${Math.floor(fraction * 100)}%`;
  const left =
    timeLeftMs === undefined ? '' : systemMessages.followJobs.left(formatTime(timeLeftMs));
  return `${label}: ${detail?.text ?? state}${percent}${left}`;
}
