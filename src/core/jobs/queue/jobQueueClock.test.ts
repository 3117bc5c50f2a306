import { afterEach, expect, test } from 'vitest';
import { openTestQueue, type TestQueue, testKind } from '../testing/testQueue.ts';

let opened: TestQueue | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

test('a job that failed while the clock was wrong is tried again when it is right', async () => {
  const clock = { nowMs: () => Date.UTC(2099, 0, 1) };
  let runs = 0;
  const kind = testKind(
    {
      work: () => {
        runs++;
        if (runs === 1) throw new Error('The first attempt fails.');
      },
    },
    { maxAttempts: 2 },
  );
  opened = openTestQueue({ kinds: [kind], clock });
  const { queue } = opened;
  queue.start();
  const id = queue.enqueue(kind, {}, { label: 'a' });
  await expect.poll(() => queue.get(id).retryAtMs).toBeDefined();
  clock.nowMs = () => Date.UTC(2026, 0, 1);
  // Any work wakes the queue.
  queue.enqueue(kind, {}, { label: 'b' });
  expect(await queue.finished(id)).toMatchObject({ state: 'done', attempts: 2 });
});

test('a time that a person chose is waited for, however far off it is', async () => {
  const kind = testKind({ work: () => undefined });
  opened = openTestQueue({ kinds: [kind] });
  const { queue } = opened;
  queue.start();
  const later = queue.enqueue(kind, {}, { label: 'a', notBeforeMs: Date.UTC(2099, 0, 1) });
  await queue.finished(queue.enqueue(kind, {}, { label: 'b' }));
  expect(queue.get(later).state).toBe('waiting');
});
