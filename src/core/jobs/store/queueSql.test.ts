import { afterEach, beforeEach, expect, test } from 'vitest';
import type { VideoId } from '../../../contract/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { removeUploadOf, resolveVideoId } from '../../library/index.ts';
import { JobRepository } from './jobRepository.ts';

let work: TemporaryLibrary;
beforeEach(async () => {
  work = await temporaryLibrary();
});
afterEach(() => work.remove());

/** The statements that `act` runs, each with how SQLite answers it. */
function plansOf(act: () => void): { statement: string; plan: string }[] {
  const { $client } = work.library.db;
  const statements = new Set<string>();
  const prepare = $client.prepare.bind($client);
  const spied: typeof $client.prepare = (source: string) => {
    statements.add(source);
    return prepare(source);
  };
  $client.prepare = spied;
  try {
    act();
  } catch {
    // Nothing is there: what is asked is all that matters.
  } finally {
    $client.prepare = prepare;
  }
  return [...statements]
    .filter((statement) => /\bjobs\b|\bvideos\b/.test(statement))
    .map((statement) => ({
      statement,
      plan: $client
        .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${statement}`)
        .all(...parametersOf(statement))
        .map(({ detail }) => detail)
        .join('\n'),
    }));
}

function parametersOf(statement: string): unknown[] {
  const names = [...statement.matchAll(/@(\w+)/g)].map(([, name]) => name ?? '');
  if (names.length > 0) return [Object.fromEntries(names.map((name) => [name, null]))];
  return [...statement.matchAll(/\?/g)].map(() => null);
}

test('every question of the queue is answered by an index', () => {
  const { library } = work;
  const jobId = 'j' as Parameters<JobRepository['get']>[0];
  const plans = plansOf(() => {
    const repository = new JobRepository(library.db);
    const acts: (() => unknown)[] = [
      () => repository.get(jobId),
      () => repository.idsWithPrefix('j', 2),
      () => repository.counts(),
      () => repository.list(10),
      () => repository.waiting({ nowMs: 1, limit: 10 }),
      () => repository.nextDueAtMs(1),
      () => repository.states([jobId]),
      () => repository.marks(10),
      () => repository.stageDurationsMs('ingest'),
      () => repository.recover(1),
      () => repository.end(jobId, { state: 'done' }, 1),
      () => repository.prune({ keep: 10, limit: 10 }),
      () => repository.endWaitsOver(1, 1),
      () => resolveVideoId(library, 'v' as VideoId),
      () => removeUploadOf(library, jobId),
    ];
    for (const act of acts) {
      try {
        act();
      } catch {
        // As above.
      }
    }
  });
  expect(plans.length).toBeGreaterThan(18);
  const scans = plans.filter(({ plan }) =>
    plan
      .split('\n')
      .some(
        (step) =>
          /^SCAN (jobs|videos|job_stages|job_warnings)\b/.test(step) && !/USING .*INDEX/.test(step),
      ),
  );
  expect(scans).toEqual([]);
  // By its kind alone, each file that is enqueued would look at all that wait.
  const deduplicating = plans.filter(({ statement }) => /dedupe_key = \?/.test(statement));
  expect(deduplicating).toMatchObject([{ plan: expect.stringContaining('dedupe_key=?') }]);
  // Only the counts, which a covering index answers, look at every job; a limit ends a scan early.
  const whole = plans.filter(
    ({ plan, statement }) => /SCAN (jobs|videos)\b/.test(plan) && !/limit/i.test(statement),
  );
  expect(whole.map(({ statement }) => /group by "jobs"."state"/.test(statement))).toEqual([true]);
  const sorted = plans.filter(
    ({ statement, plan }) => /created_at_ms/.test(statement) && /TEMP B-TREE/.test(plan),
  );
  expect(sorted).toEqual([]);
});
