import { expect, test } from 'vitest';
import { type Batch, batchIdSchema } from '../../../../contract/index.ts';
import { failureLabel, fractionOf, progressLabel, statusBadge, tokenLabel } from './batchLabels.ts';

const running: Batch = {
  id: batchIdSchema.parse('01900000-0000-7000-8000-000000000001'),
  name: 'Hooks',
  kind: 'chat',
  place: 'remote',
  state: 'running',
  createdAtMs: 1,
  progress: {
    rows: 2_000,
    waiting: 1_500,
    done: 480,
    failed: 15,
    rejected: 5,
    cancelled: 0,
    inputTokens: 12_000,
    outputTokens: 3_400,
    rowsPerSecond: 12.4,
    remainingMs: 121_000,
    inFlight: 32,
    concurrency: 32,
  },
};

test('a running batch says how far it is, how fast, and how long it takes', () => {
  expect(statusBadge(running)).toEqual({ label: 'Running', tone: 'accent' });
  expect(progressLabel(running)).toBe('480 of 2,000 · 12/s · 2 min left');
  expect(failureLabel(running)).toBe('15 failed, 5 rejected');
  expect(tokenLabel(running)).toBe('12,000 input tokens, 3,400 output tokens');
  expect(fractionOf(running)).toBe(0.25);
});

test('one that waits for something is not called running', () => {
  const waitingFor = { code: 'endpoint.none', message: 'No server.', hint: 'Add one.' } as const;
  expect(statusBadge({ ...running, waitingFor })).toEqual({ label: 'Waiting', tone: 'caution' });
});

test('an ended one tells whether all came back, and what it cost', () => {
  const { rowsPerSecond, remainingMs, ...rest } = running.progress;
  const ended: Batch = {
    ...running,
    state: 'done',
    progress: { ...rest, waiting: 0, done: 1_980, cost: 0.0123 },
  };
  expect(statusBadge(ended)).toEqual({ label: 'Finished', tone: 'caution' });
  expect(progressLabel(ended)).toBe('1,980 of 2,000');
  expect(tokenLabel(ended)).toBe('12,000 input tokens, 3,400 output tokens, cost 0.0123');
  const whole: Batch = { ...ended, progress: { ...ended.progress, failed: 0, rejected: 0 } };
  expect(statusBadge(whole)).toEqual({ label: 'Done', tone: 'good' });
  expect(failureLabel(whole)).toBe('');
});
