import { afterEach, beforeEach, expect, test } from 'vitest';
import { type JobId, type JobState, jobIdSchema } from '../../../contract/index.ts';
import { silentLogger } from '../../base/index.ts';
import { jobs } from '../../db/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { JobRepository } from '../store/jobRepository.ts';
import { JobHistory } from './jobHistory.ts';

let work: TemporaryLibrary;
beforeEach(async () => {
  work = await temporaryLibrary();
});
afterEach(() => work.remove());

function add(
  name: string,
  job: { state: JobState; finishedAtMs?: number; parentId?: JobId },
): JobId {
  const id = jobIdSchema.parse(name);
  const row = { ...job, id, kind: 'test', label: name, payload: {}, createdAtMs: 1 };
  work.library.db.insert(jobs).values(row).run();
  return id;
}

test('a year in which the clock was wrong removes no history', async () => {
  add('old', { state: 'done', finishedAtMs: Date.UTC(2026, 1, 1) });
  add('of-the-wrong-clock', { state: 'done', finishedAtMs: Date.UTC(2099, 1, 1) });
  const repository = new JobRepository(work.library.db);
  await new JobHistory({ repository, logger: silentLogger }).prune();
  expect(work.library.db.select({ id: jobs.id }).from(jobs).all()).toEqual([
    { id: 'of-the-wrong-clock' },
    { id: 'old' },
  ]);
});

test('what is unfinished stays when the job that led to it goes', () => {
  const old = add('old', { state: 'done', finishedAtMs: 1 });
  add('child', { state: 'waiting', parentId: old });
  add('new', { state: 'failed', finishedAtMs: 2 });
  new JobRepository(work.library.db).prune({ keep: 0, limit: 500 });
  const left = work.library.db.select({ id: jobs.id, parentId: jobs.parentId }).from(jobs).all();
  expect(left).toEqual([
    { id: 'child', parentId: null },
    { id: 'new', parentId: null },
  ]);
});

test('of the newest a number is kept', () => {
  for (let number = 0; number < 30; number++) {
    add(`job-${number}`, { state: 'done', finishedAtMs: 1_000 + number });
  }
  const repository = new JobRepository(work.library.db);
  expect(repository.prune({ keep: 10, limit: 5 })).toBe(5);
  expect(repository.prune({ keep: 10, limit: 500 })).toBe(14);
  expect(repository.prune({ keep: 10, limit: 500 })).toBe(0);
  expect(repository.get(jobIdSchema.parse('job-29'))).toBeDefined();
});
