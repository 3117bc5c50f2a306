import fc from 'fast-check';
import { expect, test } from 'vitest';
import { halfValues, toHalf } from './halfFloats.ts';

test('a number between -1 and 1 comes back within half of its last bit', () => {
  fc.assert(
    fc.property(fc.float({ min: -1, max: 1, noNaN: true }), (value) => {
      const error = Math.abs((halfValues[toHalf(value)] ?? Number.NaN) - value);
      expect(error).toBeLessThanOrEqual(Math.max(2 ** -25, Math.abs(value) * 2 ** -11));
    }),
  );
});

test('what is a half already stays what it is', () => {
  for (let half = 0; half <= toHalf(1.5); half++) {
    expect(toHalf(halfValues[half] ?? Number.NaN)).toBe(half);
  }
});
