import type { JobDto, JobState } from '../../../contract/index.ts';
import { commonMessages } from '../../messages/common.ts';

export type JobGroup = 'active' | 'waiting' | 'failed' | 'ended';

/** The groups of the queue, in the order in which they matter. */
export const jobGroups: readonly { group: JobGroup; name: string }[] = [
  { group: 'active', name: commonMessages.running },
  { group: 'failed', name: commonMessages.failed },
  { group: 'waiting', name: commonMessages.waiting },
  { group: 'ended', name: commonMessages.done },
];

/** Which jobs the screen shows. */
export type Shown = JobGroup | 'all';

/** The choice in an address; all jobs when it names none. */
export function readShown(text: string | null): Shown {
  return jobGroups.find(({ group }) => group === text)?.group ?? 'all';
}

/** Where a job in a state belongs. */
export function groupOf(state: JobState): JobGroup {
  switch (state) {
    case 'running':
      return 'active';
    case 'waiting':
    case 'paused':
      return 'waiting';
    case 'failed':
      return 'failed';
    case 'done':
    case 'cancelled':
      return 'ended';
    default:
      return state satisfies never;
  }
}

/**
 * A row of the list: a heading or a job. Jobs in work and waiting stand in the order in which they
 * run, oldest first; the others newest first, as they are given.
 */
export type QueueRow =
  | { type: 'heading'; group: JobGroup; name: string; jobs: number }
  | { type: 'job'; job: JobDto };

export function queueRows(jobs: readonly JobDto[], shown: Shown): QueueRow[] {
  return jobGroups.flatMap(({ group, name }): QueueRow[] => {
    if (shown !== 'all' && shown !== group) return [];
    const own = jobs.filter(({ state }) => groupOf(state) === group);
    if (own.length === 0) return [];
    const ordered = group === 'active' || group === 'waiting' ? own.toReversed() : own;
    return [
      { type: 'heading', group, name, jobs: own.length },
      ...ordered.map((job): QueueRow => ({ type: 'job', job })),
    ];
  });
}
