import type { JobDto, StageState } from '../../../contract/index.ts';
import { formatDayAndTime, formatDuration } from '../../client/format.ts';
import { stageName } from '../../client/stageName.ts';
import { queueMessages } from '../../messages/queue.ts';

const kinds: ReadonlyMap<string, string> = new Map([
  ['ingest', queueMessages.jobWords.ingest],
  ['link', queueMessages.jobWords.link],
  ['reindex', queueMessages.jobWords.reindex],
  ['batch', queueMessages.jobWords.batch],
  ['comparison', queueMessages.jobWords.comparison],
  ['modelDownload', queueMessages.jobWords.modelDownload],
  ['sync', queueMessages.jobWords.sync],
  ['backup', queueMessages.jobWords.backup],
  ['verify', queueMessages.jobWords.verify],
  ['checkEndpoints', queueMessages.jobWords.checkEndpoints],
]);

/** What a job of a kind does. */
export function kindWords(kind: string): string {
  return kinds.get(kind) ?? kind;
}

export const stageStates: Record<StageState, string> = {
  waiting: 'waiting',
  running: queueMessages.jobWords.stageRunning,
  done: 'done',
  failed: 'failed',
};

/** Where a job is, in a few words: its stage and how far all of it is. */
export function stageWords({ state, stages, fraction, retryAtMs, notBeforeMs }: JobDto): string {
  const done = stages.filter((stage) => stage.state === 'done').length;
  const percent = `${Math.floor(fraction * 100)}%`;
  const current = stages.find((stage) => stage.state === 'running' || stage.state === 'failed');
  switch (state) {
    case 'running':
      // Between two stages it waits for its turn on the machine.
      return queueMessages.jobWords.runningAt(current && stageAndCounts(current), percent);
    case 'waiting':
      if (retryAtMs !== undefined)
        return queueMessages.jobWords.retryAt(formatDayAndTime(retryAtMs));
      if (notBeforeMs !== undefined)
        return queueMessages.jobWords.startsAt(formatDayAndTime(notBeforeMs));
      return done === 0 ? '' : queueMessages.jobWords.resumesAt(percent);
    case 'paused':
      return queueMessages.jobWords.pausedAt(percent);
    case 'failed':
      return current === undefined ? '' : queueMessages.jobWords.failedAt(stageName(current.name));
    case 'cancelled':
      return done === 0 ? '' : queueMessages.jobWords.stoppedAt(percent);
    case 'done':
      return queueMessages.jobWords.stages(stages.length);
    default:
      return state satisfies never;
  }
}

/** How many of the jobs that a job led to are done; empty for a job that led to none. */
export function childrenWords({ children }: JobDto): string {
  if (children === undefined) return '';
  const { counts, children: words } = queueMessages.jobWords;
  return words(counts(children.done, children.total), children.failed);
}

/** What a stage says of its work now. */
export function detailWords({ detail }: JobDto['stages'][number]): string {
  if (detail === undefined) return '';
  const { done, total, text } = detail;
  const counts =
    done === undefined || total === undefined ? '' : queueMessages.jobWords.counts(done, total);
  return [counts, text ?? ''].filter((part) => part !== '').join(', ');
}

function stageAndCounts(stage: JobDto['stages'][number]): string {
  return [stageName(stage.name), detailWords(stage)].filter((part) => part !== '').join(' ');
}

/** How long a job will take, took, or when it ended. */
export function timeWords({ state, timeLeftMs, startedAtMs, finishedAtMs }: JobDto): string {
  if (state === 'running') {
    return timeLeftMs === undefined ? '' : queueMessages.jobWords.left(formatDuration(timeLeftMs));
  }
  if (finishedAtMs === undefined) return '';
  if (state !== 'done' || startedAtMs === undefined) return formatDayAndTime(finishedAtMs);
  return queueMessages.jobWords.took(formatDuration(finishedAtMs - startedAtMs));
}
