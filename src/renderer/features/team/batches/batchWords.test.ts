import { expect, test } from 'vitest';
import { type Batch, batchIdSchema } from '../../../../contract/index.ts';
import { fractionOf, progressWords, standingOf, tokenWords, troubleWords } from './batchWords.ts';

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
  expect(standingOf(running)).toEqual({ word: 'Running', tone: 'accent' });
  expect(progressWords(running)).toBe('480 of 2,000 · 12/s · 2 min left');
  expect(troubleWords(running)).toBe('15 failed, 5 rejected');
  expect(tokenWords(running)).toBe('12,000 input tokens, 3,400 output tokens');
  expect(fractionOf(running)).toBe(0.25);
});

test('one that waits for something is not called running', () => {
  const waitingFor = { code: 'endpoint.none', message: 'No server.', hint: 'Add one.' } as const;
  expect(standingOf({ ...running, waitingFor })).toEqual({ word: 'Waiting', tone: 'caution' });
});

test('an ended one tells whether all came back, and what it cost', () => {
  const { rowsPerSecond, remainingMs, ...rest } = running.progress;
  const ended: Batch = {
    ...running,
    state: 'done',
    progress: { ...rest, waiting: 0, done: 1_980, cost: 0.0123 },
  };
  expect(standingOf(ended)).toEqual({ word: 'Finished', tone: 'caution' });
  expect(progressWords(ended)).toBe('1,980 of 2,000');
  expect(tokenWords(ended)).toBe('12,000 input tokens, 3,400 output tokens, cost 0.0123');
  const whole: Batch = { ...ended, progress: { ...ended.progress, failed: 0, rejected: 0 } };
  expect(standingOf(whole)).toEqual({ word: 'Done', tone: 'good' });
  expect(troubleWords(whole)).toBe('');
});
