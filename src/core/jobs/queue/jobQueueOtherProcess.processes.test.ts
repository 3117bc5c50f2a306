import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import type { JobDto } from '../../../contract/index.ts';
import { JobRepository } from '../store/jobRepository.ts';
import { childKind } from '../testing/queueChild.ts';
import { openTestQueue, type TestQueue, testKind } from '../testing/testQueue.ts';
import type { JobQueue } from './jobQueue.ts';

const childFile = fileURLToPath(new URL('../testing/queueChild.ts', import.meta.url));
let opened: TestQueue | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

/** What a watcher is told, `label state`, in the order it is told. */
function told(queue: JobQueue): { lines: string[]; jobs: JobDto[] } {
  const seen: { lines: string[]; jobs: JobDto[] } = { lines: [], jobs: [] };
  const changes = queue.watch();
  void (async () => {
    for await (const job of changes) {
      seen.jobs.push(job);
      seen.lines.push(`${job.label} ${job.state}`);
    }
  })();
  return seen;
}

const soon = (assertion: () => void): Promise<void> => vi.waitFor(assertion, { timeout: 10_000 });

test('an idle runner takes up what other processes queue, retry and resume', async () => {
  let fails = true;
  const kind = testKind({
    work: () => {
      if (fails) throw new Error('not now');
    },
  });
  opened = openTestQueue({ kinds: [kind] });
  const { queue } = opened;
  queue.start();
  const otherProcess = opened.open([kind]).queue;
  const id = otherProcess.enqueue(kind, {}, { label: 'a' });
  await soon(() => expect(queue.get(id)).toMatchObject({ state: 'failed', attempts: 1 }));
  fails = false;
  otherProcess.retry(id);
  await soon(() => expect(queue.get(id).state).toBe('done'));
});

test('a watcher is told what other processes do to jobs, each change once', async () => {
  const kind = testKind({ work: () => {} });
  opened = openTestQueue({ kinds: [kind] });
  const { queue, library } = opened;
  queue.enqueue(kind, {}, { label: 'already here' });
  const seen = told(queue);
  const otherProcess = opened.open([kind]);
  const a = otherProcess.queue.enqueue(kind, {}, { label: 'a' });
  await soon(() => expect(seen.lines).toEqual(['a waiting']));
  await otherProcess.queue.pause(a);
  await soon(() => expect(seen.lines).toEqual(['a waiting', 'a paused']));
  // Told at once by this process; the other one's next write must not tell it again.
  queue.resume(a);
  const b = otherProcess.queue.enqueue(kind, {}, { label: 'b' });
  await otherProcess.queue.cancel(b);
  await soon(() => expect(seen.lines.slice(2)).toEqual(['a waiting', 'b cancelled']));
  // More end between two looks than are compared as recently ended.
  const repository = new JobRepository(library.db);
  const many = Array.from({ length: 150 }, (_, number) =>
    otherProcess.queue.enqueue(kind, {}, { label: `many ${number}` }),
  );
  await soon(() => expect(seen.lines).toHaveLength(4 + many.length));
  for (const id of many) await otherProcess.queue.cancel(id);
  await soon(() => expect(seen.lines).toHaveLength(4 + 2 * many.length));
  expect(new Set(seen.lines.slice(-many.length))).toEqual(
    new Set(many.map((_, number) => `many ${number} cancelled`)),
  );
  expect(repository.counts()).toEqual({
    waiting: 2,
    running: 0,
    paused: 0,
    done: 0,
    failed: 0,
    cancelled: 151,
  });
});

test('a job that runs in another process is followed to its end', async () => {
  opened = openTestQueue({ kinds: [childKind] });
  const { queue, directory } = opened;
  queue.enqueue(childKind, { trail: [] }, { label: 'a' });
  const seen = told(queue);
  const child = spawn(process.execPath, [childFile, directory, join(directory, 'log'), 'second'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  try {
    await once(child.stdout, 'data');
    await soon(() =>
      expect(seen.jobs.at(-1)).toMatchObject({
        state: 'running',
        fraction: 0.5,
        stages: [{ state: 'done' }, { state: 'running', fraction: 0.5 }, { state: 'waiting' }],
      }),
    );
    await queue.cancel(seen.jobs.at(-1)?.id ?? '');
    await soon(() => expect(seen.lines.at(-1)).toBe('a cancelled'));
    await exited;
  } finally {
    child.kill('SIGKILL');
  }
});
