import type { Batch, BatchKind, BatchPlace, BatchRowState } from '../../../../contract/index.ts';
import { formatDuration } from '../../../client/format.ts';
import { commonMessages } from '../../../messages/common.ts';
import { whole } from '../../../messages/numbers.ts';
import { teamBatchesMessages } from '../../../messages/teamBatches.ts';
import type { BadgeTone } from '../../../ui/Badge.tsx';

export const kindWords: Record<BatchKind, string> = {
  chat: teamBatchesMessages.batchWords.chat,
  completions: teamBatchesMessages.batchWords.completions,
  embeddings: teamBatchesMessages.batchWords.embeddings,
  vision: teamBatchesMessages.batchWords.vision,
  transcription: teamBatchesMessages.batchWords.transcription,
  rerank: teamBatchesMessages.batchWords.rerank,
};

export const places: readonly { value: BatchPlace; label: string }[] = [
  { value: 'remote', label: teamBatchesMessages.batchWords.remote },
  { value: 'local', label: teamBatchesMessages.batchWords.local },
  { value: 'remote-then-local', label: teamBatchesMessages.batchWords.remoteOrLocal },
  { value: 'workers', label: teamBatchesMessages.batchWords.workers },
];

export function placeWords(place: BatchPlace): string {
  return places.find(({ value }) => value === place)?.label ?? place;
}

export const rowStates: Record<BatchRowState, { word: string; tone: BadgeTone }> = {
  waiting: { word: commonMessages.waiting, tone: 'neutral' },
  done: { word: commonMessages.done, tone: 'good' },
  failed: { word: commonMessages.failed, tone: 'bad' },
  rejected: { word: teamBatchesMessages.batchWords.rejected, tone: 'caution' },
  cancelled: { word: commonMessages.cancelled, tone: 'neutral' },
};

/** How a batch stands, in one or two words. */
export function standingOf({ state, progress, waitingFor }: Batch): {
  word: string;
  tone: BadgeTone;
} {
  switch (state) {
    case 'running':
      return waitingFor === undefined
        ? { word: commonMessages.running, tone: 'accent' }
        : { word: commonMessages.waiting, tone: 'caution' };
    case 'paused':
      return { word: commonMessages.paused, tone: 'neutral' };
    case 'cancelled':
      return { word: commonMessages.cancelled, tone: 'neutral' };
    case 'done':
      return progress.failed + progress.rejected > 0
        ? { word: teamBatchesMessages.batchWords.finished, tone: 'caution' }
        : { word: commonMessages.done, tone: 'good' };
    default:
      return state satisfies never;
  }
}

/** How far it is, and how long it still takes. */
export function progressWords({ state, progress }: Batch): string {
  const { rows, done, rowsPerSecond, remainingMs } = progress;
  const far = teamBatchesMessages.batchWords.progress(whole(done), whole(rows));
  if (state !== 'running' || rowsPerSecond === undefined || rowsPerSecond === 0) return far;
  const pace = rowsPerSecond < 10 ? rowsPerSecond.toFixed(1) : `${Math.round(rowsPerSecond)}`;
  const left =
    remainingMs === undefined
      ? ''
      : teamBatchesMessages.batchWords.left(formatDuration(remainingMs));
  return teamBatchesMessages.batchWords.rate(far, pace, left);
}

/** What went wrong, in few words; empty when nothing did. */
export function troubleWords({ progress: { failed, rejected } }: Batch): string {
  return [
    failed > 0 && teamBatchesMessages.batchWords.failed(whole(failed)),
    rejected > 0 && teamBatchesMessages.batchWords.rejectedCount(whole(rejected)),
  ]
    .filter((words) => words !== false)
    .join(', ');
}

/** Tokens, and what they cost when the servers have prices. */
export function tokenWords({ progress: { inputTokens, outputTokens, cost } }: Batch): string {
  const tokens = teamBatchesMessages.batchWords.tokens(whole(inputTokens), whole(outputTokens));
  return cost === undefined
    ? tokens
    : teamBatchesMessages.batchWords.cost(tokens, cost.toFixed(cost < 1 ? 4 : 2));
}

/** The part of the rows that has ended, 0 to 1. */
export function fractionOf({ progress: { rows, waiting } }: Batch): number {
  return rows === 0 ? 1 : (rows - waiting) / rows;
}
