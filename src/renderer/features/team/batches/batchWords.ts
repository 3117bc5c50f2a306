import type { Batch, BatchKind, BatchPlace, BatchRowState } from '../../../../contract/index.ts';
import { formatDuration } from '../../../client/format.ts';
import type { BadgeTone } from '../../../ui/Badge.tsx';

export const kindWords: Record<BatchKind, string> = {
  chat: 'Chat',
  completions: 'Texts',
  embeddings: 'Embeddings',
  vision: 'Pictures',
  transcription: 'Transcripts',
  rerank: 'Rankings',
};

export const places: readonly { value: BatchPlace; label: string }[] = [
  { value: 'there', label: 'On the team’s servers' },
  { value: 'here', label: 'On this computer' },
  { value: 'there-then-here', label: 'There, and here while none answers' },
  { value: 'workers', label: 'On the team’s workers' },
];

export function placeWords(place: BatchPlace): string {
  return places.find(({ value }) => value === place)?.label ?? place;
}

export const rowStates: Record<BatchRowState, { word: string; tone: BadgeTone }> = {
  waiting: { word: 'Waits', tone: 'neutral' },
  done: { word: 'Done', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  aside: { word: 'Set aside', tone: 'caution' },
  cancelled: { word: 'Cancelled', tone: 'neutral' },
};

/** How a batch stands, in one or two words. */
export function standingOf({ state, progress, waitingFor }: Batch): {
  word: string;
  tone: BadgeTone;
} {
  switch (state) {
    case 'running':
      return waitingFor === undefined
        ? { word: 'Running', tone: 'accent' }
        : { word: 'Waits', tone: 'caution' };
    case 'paused':
      return { word: 'Paused', tone: 'neutral' };
    case 'cancelled':
      return { word: 'Cancelled', tone: 'neutral' };
    case 'done':
      return progress.failed + progress.aside > 0
        ? { word: 'Ended', tone: 'caution' }
        : { word: 'Done', tone: 'good' };
    default:
      return state satisfies never;
  }
}

/** How far it is, and how long it still takes. */
export function progressWords({ state, progress }: Batch): string {
  const { rows, done, rowsPerSecond, remainingMs } = progress;
  const far = `${whole(done)} of ${whole(rows)}`;
  if (state !== 'running' || rowsPerSecond === undefined || rowsPerSecond === 0) return far;
  const pace = rowsPerSecond < 10 ? rowsPerSecond.toFixed(1) : Math.round(rowsPerSecond);
  const left = remainingMs === undefined ? '' : ` · ${formatDuration(remainingMs)} left`;
  return `${far} · ${pace}/s${left}`;
}

/** What went wrong, in few words; empty when nothing did. */
export function troubleWords({ progress: { failed, aside } }: Batch): string {
  return [failed > 0 && `${whole(failed)} failed`, aside > 0 && `${whole(aside)} set aside`]
    .filter((words) => words !== false)
    .join(', ');
}

/** Tokens, and what they cost when the servers have prices. */
export function tokenWords({ progress: { inputTokens, outputTokens, cost } }: Batch): string {
  const tokens = `${whole(inputTokens)} tokens in, ${whole(outputTokens)} out`;
  return cost === undefined ? tokens : `${tokens}, cost ${cost.toFixed(cost < 1 ? 4 : 2)}`;
}

/** The part of the rows that has ended, 0 to 1. */
export function fractionOf({ progress: { rows, waiting } }: Batch): number {
  return rows === 0 ? 1 : (rows - waiting) / rows;
}

function whole(count: number): string {
  return count.toLocaleString('en');
}
