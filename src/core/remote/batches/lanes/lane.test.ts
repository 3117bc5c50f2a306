import { expect, test } from 'vitest';
import { RemoteError } from '../../endpoints/connection/remoteError.ts';
import { Lane } from './lane.ts';

const lane = (check?: () => Promise<unknown>) =>
  new Lane({ ask: async () => undefined, start: 16, most: 64, ...(check && { check }) });
const busy = (retryAfterMs?: number) =>
  new RemoteError('endpoint.busy', 'Too much.', {
    ...{ retryable: true, reached: true },
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
const failed = new RemoteError('endpoint.failed', 'No.', { retryable: true, reached: true });
const gone = new RemoteError('endpoint.unreachable', 'No.', { retryable: true, reached: false });

test('many refusals of one moment halve once, and Retry-After holds for all', () => {
  const one = lane();
  for (let i = 0; i < 16; i++) one.failed(busy(2_000), { sentAtMs: 0, nowMs: 100 + i });
  expect(one.limit).toBe(8);
  expect([one.isOpen(2_114), one.isOpen(2_115)]).toEqual([false, true]);
  expect(one.trouble(2_000)).toMatchObject({ code: 'endpoint.busy' });
  expect(one.trouble(2_115)).toBeUndefined();
  one.failed(busy(), { sentAtMs: 2_200, nowMs: 2_300 });
  expect(one.limit).toBe(4);
});

test('one failure may be its request’s; three in a row are the server’s', () => {
  const one = lane();
  one.failed(failed, { sentAtMs: 0, nowMs: 10 });
  expect([one.isDown, one.isOpen(10)]).toEqual([false, true]);
  one.answered({ sentAtMs: 0, nowMs: 20 });
  for (const nowMs of [30, 40]) one.failed(failed, { sentAtMs: nowMs, nowMs });
  expect(one.isDown).toBe(false);
  one.failed(failed, { sentAtMs: 50, nowMs: 50 });
  expect([one.isDown, one.isOpen(50)]).toEqual([true, false]);
});

test('a server that is gone is asked one thing after a pause, which grows', () => {
  const one = lane();
  one.failed(gone, { sentAtMs: 0, nowMs: 0 });
  expect([one.isDown, one.isOpen(499), one.isOpen(500)]).toEqual([true, false, true]);
  one.inFlight = 1;
  expect(one.isOpen(500)).toBe(false);
  one.inFlight = 0;
  one.failed(gone, { sentAtMs: 500, nowMs: 500 });
  expect([one.isOpen(1_499), one.isOpen(1_500)]).toEqual([false, true]);
  one.answered({ sentAtMs: 1_500, nowMs: 1_600 });
  one.inFlight = 15;
  expect([one.isDown, one.isOpen(1_600)]).toEqual([false, true]);
});

test('a server that was down is asked whether it is there before rows are', async () => {
  let isRemote = false;
  let checks = 0;
  const one = lane(async () => {
    checks++;
    if (!isRemote) throw gone;
  });
  one.failed(gone, { sentAtMs: 0, nowMs: 0 });
  await one.revive({ nowMs: () => 400 });
  expect(checks).toBe(0);
  await Promise.all([one.revive({ nowMs: () => 500 }), one.revive({ nowMs: () => 500 })]);
  expect([checks, one.isOpen(1_000), one.trouble(1_000)]).toEqual([1, false, gone]);
  isRemote = true;
  await one.revive({ nowMs: () => 1_500 });
  expect([checks, one.isOpen(1_500), one.isDown]).toEqual([2, true, false]);
});

test('what a server says of its queue counts, while it is asked; one that says nothing is asked seldom', async () => {
  let asked = 0;
  let waiting = 0;
  let says = true;
  const load = async () => {
    asked++;
    if (!says) throw failed;
    return { running: 16, waiting };
  };
  const one = new Lane({ ask: async () => undefined, load, start: 16, most: 64 });
  const listen = (nowMs: number): Promise<void> => one.listen({ nowMs: () => nowMs });
  await listen(0);
  expect(asked).toBe(0);
  one.inFlight = 16;
  await Promise.all([listen(0), listen(0)]);
  expect([asked, one.limit]).toEqual([1, 32]);
  await listen(149);
  expect(asked).toBe(1);
  one.inFlight = 32;
  waiting = 16;
  await listen(150);
  expect([asked, one.limit]).toEqual([2, 18]);
  says = false;
  await listen(649);
  expect(asked).toBe(2);
  await listen(650);
  await listen(30_649);
  expect(asked).toBe(3);
  await listen(30_650);
  expect([asked, one.limit]).toEqual([4, 18]);
});
