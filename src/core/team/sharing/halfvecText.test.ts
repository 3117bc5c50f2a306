import fc from 'fast-check';
import { expect, test } from 'vitest';
import { halfvecText } from './halfvecText.ts';

test('numbers are as short as half precision allows', () => {
  const vector = new Float32Array([0.1, 1 / 3, -0.25, 0, 1, 0.03421354, 6e-8, 1e-9, 70_000]);
  expect(halfvecText(vector)).toBe('[0.1,0.3333,-0.25,0,1,0.0342,6e-8,0,65504]');
  expect(halfvecText(new Float32Array([-1e9, 2049, 2051]))).toBe('[-65504,2048,2052]');
});

test('what is read back is within half precision of what was written', () => {
  const value = fc.float({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), (values) => {
      const read: unknown = JSON.parse(halfvecText(new Float32Array(values)));
      expect(read).toHaveLength(values.length);
      for (const [i, number] of (read as number[]).entries()) {
        const wanted = values[i] ?? 0;
        expect(Math.abs(number - wanted)).toBeLessThanOrEqual(
          Math.max(6.2e-8, Math.abs(wanted) * 2 ** -10),
        );
      }
    }),
  );
});
