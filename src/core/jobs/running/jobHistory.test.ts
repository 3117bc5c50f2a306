import { afterEach, beforeEach, expect, test } from 'vitest';
import { type JobId, type JobState, jobIdSchema } from '../../../contract/index.ts';
import { silentLogger, systemClock } from '../../base/index.ts';
import { jobs } from '../../db/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { JobRepository } from '../store/jobRepository.ts';
import { JobHistory } from './jobHistory.ts';

let work: TemporaryLibrary;
beforeEach(async () => {
  work = await temporaryLibrary();
});
afterEach(() => work.remove());

const dayMs = 24 * 60 * 60 * 1_000;

function add(
  name: string,
  job: { state: JobState; finishedAtMs?: number; parentId?: JobId },
): JobId {
  const id = jobIdSchema.parse(name);
  const row = { ...job, id, kind: 'test', label: name, payload: {}, createdAtMs: 1 };
  work.library.db.insert(jobs).values(row).run();
  return id;
}

test('ended jobs of over 90 days go, their unfinished children stay', async () => {
  const { library } = work;
  const nowMs = systemClock.nowMs();
  const old = add('old', { state: 'done', finishedAtMs: nowMs - 91 * dayMs });
  add('child', { state: 'waiting', parentId: old });
  for (let number = 0; number < 250; number++) {
    add(`failed ${number}`, { state: 'failed', finishedAtMs: nowMs - 100 * dayMs });
  }
  add('new', { state: 'done', finishedAtMs: nowMs - 89 * dayMs });
  const repository = new JobRepository(library.db);
  await new JobHistory({ repository, clock: systemClock, logger: silentLogger }).prune();
  const left = library.db.select({ id: jobs.id, parentId: jobs.parentId }).from(jobs).all();
  expect(left).toEqual([
    { id: 'child', parentId: null },
    { id: 'new', parentId: null },
  ]);
});

test('of the newest a number is kept', () => {
  for (let number = 0; number < 30; number++) {
    add(`job ${number}`, { state: 'done', finishedAtMs: 1_000 + number });
  }
  const repository = new JobRepository(work.library.db);
  expect(repository.prune({ keep: 10, beforeMs: 0, limit: 5 })).toBe(5);
  expect(repository.prune({ keep: 10, beforeMs: 0, limit: 500 })).toBe(14);
  expect(repository.prune({ keep: 10, beforeMs: 0, limit: 500 })).toBe(0);
  expect(repository.get(jobIdSchema.parse('job 29'))).toBeDefined();
});
