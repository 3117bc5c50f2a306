import type { JobDto, JobState, StageState } from '../../../contract/index.ts';
import { formatDayAndTime, formatDuration } from '../../client/format.ts';
import { stageName } from '../../client/stageName.ts';
import type { BadgeTone } from '../../ui/Badge.tsx';

const kinds: ReadonlyMap<string, string> = new Map([
  ['ingest', 'Add a video'],
  ['link', 'Read a link'],
  ['reindex', 'Embed the library'],
]);

/** What a job of a kind does. */
export function kindWords(kind: string): string {
  return kinds.get(kind) ?? kind;
}

export const jobStates: Record<JobState, { word: string; tone: BadgeTone }> = {
  running: { word: 'In work', tone: 'accent' },
  waiting: { word: 'Waiting', tone: 'neutral' },
  paused: { word: 'Paused', tone: 'caution' },
  failed: { word: 'Failed', tone: 'bad' },
  cancelled: { word: 'Cancelled', tone: 'neutral' },
  done: { word: 'Done', tone: 'good' },
};

export const stageStates: Record<StageState, string> = {
  waiting: 'waiting',
  running: 'in work',
  done: 'done',
  failed: 'failed',
};

/** Where a job is, in a few words: its stage and how far all of it is. */
export function stageWords({ state, stages, fraction, retryAtMs }: JobDto): string {
  const done = stages.filter((stage) => stage.state === 'done').length;
  const percent = `${Math.floor(fraction * 100)}%`;
  const current = stages.find((stage) => stage.state === 'running' || stage.state === 'failed');
  switch (state) {
    case 'running':
      // Between two stages it waits for its turn on the machine.
      return `${current === undefined ? 'waits its turn' : stageName(current.name)}, ${percent}`;
    case 'waiting':
      if (retryAtMs !== undefined) return `Tried again ${formatDayAndTime(retryAtMs)}`;
      return done === 0 ? '' : `Goes on at ${percent}`;
    case 'paused':
      return `Stands at ${percent}`;
    case 'failed':
      return current === undefined ? '' : `Failed at ${stageName(current.name)}`;
    case 'cancelled':
      return done === 0 ? '' : `Ended at ${percent}`;
    case 'done':
      return `${stages.length} ${stages.length === 1 ? 'stage' : 'stages'}`;
    default:
      return state satisfies never;
  }
}

/** How long a job will take, took, or when it ended. */
export function timeWords({ state, timeLeftMs, startedAtMs, finishedAtMs }: JobDto): string {
  if (state === 'running') {
    return timeLeftMs === undefined ? '' : `${formatDuration(timeLeftMs)} left`;
  }
  if (finishedAtMs === undefined) return '';
  if (state !== 'done' || startedAtMs === undefined) return formatDayAndTime(finishedAtMs);
  return `took ${formatDuration(finishedAtMs - startedAtMs)}`;
}
