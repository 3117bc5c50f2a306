import { expect, test } from 'vitest';
import type { JobDto, JobId, JobState } from '../../../contract/index.ts';
import { JobChanges } from './jobChanges.ts';

function job(id: string, state: JobState, fraction: number): JobDto {
  return {
    id: id as JobId,
    kind: 'test',
    label: id,
    state,
    fraction,
    attempts: 1,
    stages: [],
    warnings: [],
    createdAtMs: 0,
  };
}

test('every watcher sees every change; a slow one sees the latest of each job', async () => {
  const changes = new JobChanges();
  const quick = changes.watch();
  const slow = changes.watch();
  const seen: JobDto[] = [];
  const told = [job('a', 'running', 0.1), job('b', 'running', 0.5), job('a', 'running', 0.7)];
  for (const one of told) {
    changes.tell(one);
    seen.push((await quick.next()).value as JobDto);
  }
  changes.tell(job('a', 'done', 1));
  changes.end();
  for await (const one of quick) seen.push(one);
  expect(seen).toEqual([...told, job('a', 'done', 1)]);
  const seenSlowly: JobDto[] = [];
  for await (const one of slow) seenSlowly.push(one);
  expect(seenSlowly).toEqual([job('a', 'done', 1), job('b', 'running', 0.5)]);
});

test('a watcher ends with its signal and with its loop, and the others go on', async () => {
  const changes = new JobChanges();
  const controller = new AbortController();
  const aborted = changes.watch(controller.signal);
  const left = changes.watch();
  const reading = aborted.next();
  controller.abort();
  expect(await reading).toEqual({ done: true, value: undefined });
  changes.tell(job('a', 'running', 0));
  for await (const one of left) {
    expect(one.id).toBe('a');
    break;
  }
  expect(changes.isWatched).toBe(false);
  expect(await changes.watch(AbortSignal.abort()).next()).toEqual({ done: true, value: undefined });
  expect(changes.isWatched).toBe(false);
});
