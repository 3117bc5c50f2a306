import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameTimes } from './frameTimes.ts';

const ms = { num: 1, den: 1_000 };

test('frames without a time follow the one before', () => {
  const times = new FrameTimes(0);
  const none = -(2n ** 63n);
  const stamps = [0n, none, none, 200n];
  const found = stamps.map((pts) => times.next({ pts, duration: 40n, timeBase: ms }));
  expect(found).toEqual([0, 40, 80, 200]);
  expect(times.endMs).toBe(240);
});

test('times start where the file starts', () => {
  const times = new FrameTimes(1_400);
  const pts = [126_000n, 129_600n];
  const timeBase = { num: 1, den: 90_000 };
  expect(pts.map((pts) => times.next({ pts, duration: 3_600n, timeBase }))).toEqual([0, 40]);
});

test('whatever the stamps are, times are whole, not negative, and rise', () => {
  const stamp = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 40n });
  fc.assert(
    fc.property(fc.array(stamp, { maxLength: 50 }), (stamps) => {
      const times = new FrameTimes(0);
      const found = stamps.map((pts) => times.next({ pts, duration: 0n, timeBase: ms }));
      for (const [index, atMs] of found.entries()) {
        expect(Number.isSafeInteger(atMs)).toBe(true);
        expect(atMs).toBeGreaterThan(found[index - 1] ?? -1);
      }
    }),
  );
});
