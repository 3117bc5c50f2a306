import type { Batch, BatchKind, BatchPlace, BatchRowState } from '../../../../contract/index.ts';
import { formatDuration } from '../../../client/formats/format.ts';
import { commonMessages } from '../../../messages/common.ts';
import { whole } from '../../../messages/numbers.ts';
import { teamBatchesMessages } from '../../../messages/team/teamBatches.ts';
import type { BadgeTone } from '../../../ui/Badge.tsx';

export const kindLabels: Record<BatchKind, string> = {
  chat: teamBatchesMessages.batchLabels.chat,
  completions: teamBatchesMessages.batchLabels.completions,
  embeddings: teamBatchesMessages.batchLabels.embeddings,
  vision: teamBatchesMessages.batchLabels.vision,
  transcription: teamBatchesMessages.batchLabels.transcription,
  rerank: teamBatchesMessages.batchLabels.rerank,
};

export const places: readonly { value: BatchPlace; label: string }[] = [
  { value: 'remote', label: teamBatchesMessages.batchLabels.remote },
  { value: 'local', label: teamBatchesMessages.batchLabels.local },
  { value: 'remote-then-local', label: teamBatchesMessages.batchLabels.remoteOrLocal },
  { value: 'workers', label: teamBatchesMessages.batchLabels.workers },
];

export function placeLabel(place: BatchPlace): string {
  return places.find(({ value }) => value === place)?.label ?? place;
}

export const rowStates: Record<BatchRowState, { label: string; tone: BadgeTone }> = {
  waiting: { label: commonMessages.waiting, tone: 'neutral' },
  done: { label: commonMessages.done, tone: 'good' },
  failed: { label: commonMessages.failed, tone: 'bad' },
  rejected: { label: teamBatchesMessages.batchLabels.rejected, tone: 'caution' },
  cancelled: { label: commonMessages.cancelled, tone: 'neutral' },
};

/** How a batch stands, in one or two words. */
export function statusBadge({ state, progress, waitingFor }: Batch): {
  label: string;
  tone: BadgeTone;
} {
  switch (state) {
    case 'running':
      return waitingFor === undefined
        ? { label: commonMessages.running, tone: 'accent' }
        : { label: commonMessages.waiting, tone: 'caution' };
    case 'paused':
      return { label: commonMessages.paused, tone: 'neutral' };
    case 'cancelled':
      return { label: commonMessages.cancelled, tone: 'neutral' };
    case 'done':
      return progress.failed + progress.rejected > 0
        ? { label: teamBatchesMessages.batchLabels.finished, tone: 'caution' }
        : { label: commonMessages.done, tone: 'good' };
    default:
      return state satisfies never;
  }
}

/** How far it is, and how long it still takes. */
export function progressLabel({ state, progress }: Batch): string {
  const { rows, done, rowsPerSecond, remainingMs } = progress;
  const far = teamBatchesMessages.batchLabels.progress(whole(done), whole(rows));
  if (state !== 'running' || rowsPerSecond === undefined || rowsPerSecond === 0) return far;
  const pace = rowsPerSecond < 10 ? rowsPerSecond.toFixed(1) : `${Math.round(rowsPerSecond)}`;
  const left =
    remainingMs === undefined
      ? ''
      : teamBatchesMessages.batchLabels.left(formatDuration(remainingMs));
  return teamBatchesMessages.batchLabels.rate(far, pace, left);
}

/** What went wrong, in few words; empty when nothing did. */
export function failureLabel({ progress: { failed, rejected } }: Batch): string {
  return [
    failed > 0 && teamBatchesMessages.batchLabels.failed(whole(failed)),
    rejected > 0 && teamBatchesMessages.batchLabels.rejectedCount(whole(rejected)),
  ]
    .filter((words) => words !== false)
    .join(', ');
}

/** Tokens, and what they cost when the servers have prices. */
export function tokenLabel({ progress: { inputTokens, outputTokens, cost } }: Batch): string {
  const tokens = teamBatchesMessages.batchLabels.tokens(whole(inputTokens), whole(outputTokens));
  return cost === undefined
    ? tokens
    : teamBatchesMessages.batchLabels.cost(tokens, cost.toFixed(cost < 1 ? 4 : 2));
}

/** The part of the rows that has ended, 0 to 1. */
export function fractionOf({ progress: { rows, waiting } }: Batch): number {
  return rows === 0 ? 1 : (rows - waiting) / rows;
}
