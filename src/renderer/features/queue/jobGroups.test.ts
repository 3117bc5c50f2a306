import { expect, test } from 'vitest';
import { type JobDto, type JobState, jobIdSchema } from '../../../contract/index.ts';
import { queueRows, readShown } from './jobGroups.ts';
import { rowReached } from './rowReached.ts';

const job = (id: string, state: JobState): JobDto => ({
  id: jobIdSchema.parse(id),
  kind: 'ingest',
  label: id,
  state,
  fraction: 0,
  attempts: 0,
  stages: [],
  warnings: [],
  createdAtMs: 0,
});
const wordsOf = (rows: ReturnType<typeof queueRows>): string[] =>
  rows.map((row) => (row.type === 'heading' ? `${row.name} ${row.jobs}` : row.job.label));

// Newest first, as the host lists them.
const jobs = [
  job('f', 'waiting'),
  job('e', 'paused'),
  job('d', 'running'),
  job('c', 'failed'),
  job('b', 'cancelled'),
  job('a', 'done'),
];

test('running jobs first, failed ones next; waiting jobs in the order they run', () => {
  expect(wordsOf(queueRows(jobs, 'all'))).toEqual([
    'Running 1',
    'd',
    'Failed 1',
    'c',
    'Waiting 2',
    'e',
    'f',
    'Done 2',
    'b',
    'a',
  ]);
  expect(wordsOf(queueRows(jobs, 'failed'))).toEqual(['Failed 1', 'c']);
  expect(queueRows([], 'all')).toEqual([]);
});

test('arrows move from job to job over headings and stop at the ends', () => {
  // In work, d, Failed, c, Waiting, e, f, Done, b, a
  const rows = queueRows(jobs, 'all');
  expect(rowReached(rows, 1, 'ArrowDown')).toBe(3);
  expect(rowReached(rows, 3, 'ArrowUp')).toBe(1);
  expect(rowReached(rows, 1, 'ArrowUp')).toBe(1);
  expect(rowReached(rows, 9, 'ArrowDown')).toBe(9);
  expect([rowReached(rows, 5, 'Home'), rowReached(rows, 5, 'End')]).toEqual([1, 9]);
  expect(rowReached(rows, 5, 'Enter')).toBeUndefined();
});

test('an address that names no group shows all', () => {
  expect([readShown('failed'), readShown('constructor'), readShown(null)]).toEqual([
    'failed',
    'all',
    'all',
  ]);
});
