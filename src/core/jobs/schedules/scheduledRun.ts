import { z } from 'zod';
import type { ScheduleRun } from '../../../contract/index.ts';
import { instantMsSchema } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { latestJobs } from '../store/latestJobs.ts';
import type { JobRow } from '../store/storedJobs.ts';

const scheduledRunSchema = z.object({
  dueAtMs: instantMsSchema,
  reason: z.enum(['onTime', 'caughtUp', 'byHand']),
});
/** Why a job was queued: its schedule was due, or a person wanted it now. */
export type ScheduledRun = z.infer<typeof scheduledRunSchema>;

/** What the payload of a kind has that schedules queue. */
export interface ScheduledPayload {
  schedule?: ScheduledRun;
  /** What was done, in a sentence; written at the end. */
  summary?: string;
}

/** Jobs of a kind that are looked at to find those with a reason. */
const jobsRead = 200;

/** What a schedule queued, newest first: its history is that of the queue. */
export function scheduleRuns(library: Library, jobKind: string, limit: number): ScheduleRun[] {
  return latestJobs(library, { kind: jobKind, limit: jobsRead })
    .flatMap((job) => toRun(job) ?? [])
    .slice(0, limit);
}

function toRun(job: JobRow): ScheduleRun | undefined {
  const schedule = scheduledRunSchema.safeParse(job.payload.schedule);
  if (!schedule.success) return undefined;
  const { summary } = job.payload;
  const { id, state, startedAtMs, finishedAtMs, errorMessage } = job;
  return {
    jobId: id,
    ...schedule.data,
    state,
    ...(startedAtMs !== null && { startedAtMs }),
    ...(finishedAtMs !== null && { finishedAtMs }),
    summary: errorMessage ?? (typeof summary === 'string' ? summary : ''),
  };
}
