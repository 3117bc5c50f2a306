import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backOffMs } from './backOffMs.ts';

test('waits twice as long each time, up to five minutes', () => {
  const waits = [1, 2, 3, 4, 8, 9, 10, 50].map((attempt) => backOffMs(attempt, () => 1));
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 128_000, 256_000, 300_000, 300_000]);
});

test('chance takes away at most half', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempt, by) => {
        const waitMs = backOffMs(attempt, () => by);
        const fullMs = backOffMs(attempt, () => 1);
        expect(waitMs).toBeGreaterThanOrEqual(fullMs / 2);
        expect(waitMs).toBeLessThanOrEqual(fullMs);
      },
    ),
  );
});
