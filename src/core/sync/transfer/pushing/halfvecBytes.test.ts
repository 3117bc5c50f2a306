import fc from 'fast-check';
import { expect, test } from 'vitest';
import { halfvecBytes } from './halfvecBytes.ts';

/** IEEE 754 half precision, read anew. */
function numbersOf(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer);
  return Array.from({ length: view.getUint16(0) }, (_, index) => {
    const bits = view.getUint16(4 + 2 * index);
    const [exponent, fraction] = [(bits >>> 10) & 0x1f, bits & 0x3ff];
    const size =
      exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
    return (bits & 0x8000) === 0 ? size : -size;
  });
}

test('a vector is its length and its numbers in half precision, never beyond it', () => {
  const vector = new Float32Array([1, -0.25, 0, 6e-8, 1e-9, 70_000, -1e9, 2049, 2051]);
  const bytes = halfvecBytes(vector);
  expect([...bytes.subarray(0, 8)]).toEqual([0, 9, 0, 0, 0x3c, 0, 0xb4, 0]);
  expect(numbersOf(bytes)).toEqual([1, -0.25, 0, 2 ** -24, 0, 65_504, -65_504, 2048, 2052]);
});

test('what is read back is within half precision of what was written', () => {
  const value = fc.float({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), (values) => {
      const read = numbersOf(halfvecBytes(new Float32Array(values)));
      expect(read).toHaveLength(values.length);
      for (const [i, number] of read.entries()) {
        const wanted = values[i] ?? 0;
        expect(Math.abs(number - wanted)).toBeLessThanOrEqual(
          Math.max(3e-8, Math.abs(wanted) * 2 ** -11),
        );
      }
    }),
  );
});
