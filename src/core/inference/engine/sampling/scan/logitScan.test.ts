import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logitScan } from './logitScan.ts';

const logit = fc.oneof(
  fc.float({ min: -40, max: 40, noNaN: true }),
  fc.constantFrom(-Infinity, 0, 1.5, 1.5),
);
const logits = fc
  .array(logit, { minLength: 1, maxLength: 600 })
  .map((values) => Float32Array.from(values));

test('the passes find what the plain definitions find', () => {
  const bound = fc.double({ min: -45, max: 45, noNaN: true });
  fc.assert(
    fc.property(logits, bound, bound, (values, floor, ceiling) => {
      const scan = logitScan.load(values);
      const max = Math.max(...values);
      expect(scan.likeliest()).toBe(values.indexOf(max));
      const indices = [...values.keys()];
      const isBetween = (index: number) => {
        const value = values[index] ?? 0;
        return value > floor && value <= ceiling;
      };
      expect([...scan.between(floor, ceiling)]).toEqual(indices.filter(isBetween));
      expect([...scan.between(-Infinity, max)]).toEqual(
        indices.filter((index) => values[index] !== -Infinity),
      );
      if (max === -Infinity) return;
      const { total, chunks } = scan.masses(max, 0.5);
      const mass = values.reduce((sum, value) => sum + Math.exp((value - max) * 0.5), 0);
      expect(Math.abs(total / mass - 1)).toBeLessThan(1e-6);
      expect(chunks.reduce((sum, part) => sum + part, 0)).toBe(total);
      const { counts, sums } = scan.histogram(max, 8, 100);
      const wanted = { counts: new Uint32Array(100), sums: new Float64Array(100) };
      for (const value of values) {
        const depth = Math.fround(max - value) * 8;
        const bin = Math.trunc(depth);
        if (depth >= 100) continue;
        wanted.counts[bin] = (wanted.counts[bin] ?? 0) + 1;
        wanted.sums[bin] = (wanted.sums[bin] ?? 0) + depth;
      }
      expect(counts).toEqual(wanted.counts);
      expect(sums).toEqual(wanted.sums);
    }),
  );
});

test('a shorter vocabulary after a longer one sees nothing of it', () => {
  logitScan.load(new Float32Array(300_000).fill(7));
  const scan = logitScan.load(Float32Array.of(1, 3, 2));
  expect(scan.likeliest()).toBe(1);
  expect([...scan.between(0, 10)]).toEqual([0, 1, 2]);
});
