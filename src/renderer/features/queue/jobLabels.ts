import type { JobDto, StageState } from '../../../contract/index.ts';
import { formatDayAndTime, formatDuration } from '../../client/formats/format.ts';
import { stageName } from '../../client/formats/stageName.ts';
import { commonMessages } from '../../messages/common.ts';
import { queueMessages } from '../../messages/work/queue.ts';

const kinds: ReadonlyMap<string, string> = new Map(Object.entries(queueMessages.kinds));

/** What a job of a kind does. */
export function kindLabel(kind: string): string {
  return kinds.get(kind) ?? kind;
}

export const stageStates: Record<StageState, string> = {
  waiting: commonMessages.waiting,
  running: commonMessages.running,
  done: commonMessages.done,
  failed: commonMessages.failed,
};

/** Where a job is, in a few words: its stage and how far all of it is. */
export function stageLabel({ state, stages, fraction, retryAtMs, notBeforeMs }: JobDto): string {
  const done = stages.filter((stage) => stage.state === 'done').length;
  const percent = `${Math.floor(fraction * 100)}%`;
  const current = stages.find((stage) => stage.state === 'running' || stage.state === 'failed');
  switch (state) {
    case 'running':
      // Between two stages it waits for its turn on the machine.
      return queueMessages.jobLabels.runningAt(current && stageAndCounts(current), percent);
    case 'waiting':
      if (retryAtMs !== undefined)
        return queueMessages.jobLabels.retryAt(formatDayAndTime(retryAtMs));
      if (notBeforeMs !== undefined)
        return queueMessages.jobLabels.startsAt(formatDayAndTime(notBeforeMs));
      return done === 0 ? '' : queueMessages.jobLabels.resumesAt(percent);
    case 'paused':
      return queueMessages.jobLabels.pausedAt(percent);
    case 'failed':
      return current === undefined ? '' : queueMessages.jobLabels.failedAt(stageName(current.name));
    case 'cancelled':
      return done === 0 ? '' : queueMessages.jobLabels.stoppedAt(percent);
    case 'done':
      return queueMessages.jobLabels.stages(stages.length);
    default:
      return state satisfies never;
  }
}

/** How many of the jobs that a job led to are done; empty for a job that led to none. */
export function childrenLabel({ children }: JobDto): string {
  if (children === undefined) return '';
  const { counts, children: words } = queueMessages.jobLabels;
  return words(counts(children.done, children.total), children.failed);
}

/** What a stage says of its work now. */
export function detailLabel({ detail }: JobDto['stages'][number]): string {
  if (detail === undefined) return '';
  const { done, total, text } = detail;
  const counts =
    done === undefined || total === undefined ? '' : queueMessages.jobLabels.counts(done, total);
  return [counts, text ?? ''].filter((part) => part !== '').join(', ');
}

function stageAndCounts(stage: JobDto['stages'][number]): string {
  return [stageName(stage.name), detailLabel(stage)].filter((part) => part !== '').join(' ');
}

/** How long a job will take, took, or when it ended. */
export function timeLabel({ state, timeLeftMs, startedAtMs, finishedAtMs }: JobDto): string {
  if (state === 'running') {
    return timeLeftMs === undefined ? '' : queueMessages.jobLabels.left(formatDuration(timeLeftMs));
  }
  if (finishedAtMs === undefined) return '';
  if (state !== 'done' || startedAtMs === undefined) return formatDayAndTime(finishedAtMs);
  return queueMessages.jobLabels.took(formatDuration(finishedAtMs - startedAtMs));
}
