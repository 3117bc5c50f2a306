import { expect, test } from 'vitest';
import type { TeamWorker } from '../../../../contract/index.ts';
import { paceLabel, queueLabel, statusBadge, workerCommand, workLabel } from './workerLabels.ts';

const worker: TeamWorker = {
  ...{ id: 'm', name: 'GPU box', version: '0.1.0', kinds: ['chat', 'dance'], role: 'anna' },
  ...{ answersWith: 'team-chat', alive: true, seenMsAgo: 900, startedAtMs: 0 },
  ...{ underWay: 16, done: 1_200, failed: 2, rowsPerSecond: 31.4 },
};
const statusOf = (queues: { kind: string; waiting: number; underWay: number }[]) => ({
  ...{ target: 'postgres://a@db:5432/team', workspace: 'team', approved: true },
  ...{ workers: [], queues, dead: 0, deadLetters: [] },
});

test('a worker says what it does, how fast, and since when it is lost', () => {
  expect(statusBadge(worker).label).toBe('Working');
  expect(statusBadge({ ...worker, underWay: 0 }).label).toBe('Idle');
  expect(statusBadge({ ...worker, kinds: [] }).label).toBe('Unavailable');
  expect(workLabel(worker)).toBe('Chat, dance · team-chat · 0.1.0');
  expect(paceLabel(worker)).toBe('1,200 done · 2 attempts failed · 16 in progress · 31/s');
  expect(paceLabel({ ...worker, failed: 0, underWay: 0, rowsPerSecond: 0 })).toBe('1,200 done');
  const lost = { ...worker, alive: false, seenMsAgo: 180_000 };
  expect([statusBadge(lost).label, paceLabel(lost)]).toEqual([
    'Lost',
    'Last seen 3 min ago · 1,200 done · 2 attempts failed',
  ]);
});

test('the queue in words', () => {
  const chat = { kind: 'chat', waiting: 3_000, underWay: 16 };
  expect(queueLabel(statusOf([chat, { kind: 'embeddings', waiting: 1, underWay: 0 }]))).toBe(
    'Chat: 3,000 waiting, 16 in progress · Embeddings: 1 waiting',
  );
  expect(queueLabel(statusOf([]))).toBe('The queue is empty.');
});

test('the command can be pasted into a shell, whatever the workspace is called', () => {
  expect(workerCommand({ target: 'postgres://a@db:5432/team', workspace: 'team' })).toBe(
    'trendroom worker --team postgres://a@db:5432/team --workspace team',
  );
  expect(
    workerCommand({
      target: 'postgres://a@db:5432/team?sslmode=verify-full',
      workspace: "o'brien; rm",
    }),
  ).toBe(
    "trendroom worker --team 'postgres://a@db:5432/team?sslmode=verify-full' --workspace 'o'\\''brien; rm'",
  );
});
