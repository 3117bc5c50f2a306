import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeBytesOf, HammingScan } from './hammingScan.ts';

const cases = fc
  .record({
    dimensions: fc.constantFrom(8, 100, 384, 1024),
    rows: fc.integer({ min: 1, max: 70 }),
    seed: fc.integer(),
    count: fc.integer({ min: 1, max: 80 }),
    filtered: fc.boolean(),
  })
  .map(({ dimensions, rows, seed, ...rest }) => {
    let state = seed;
    const byte = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
      return state >>> 24;
    };
    const bytes = codeBytesOf(dimensions);
    const codes = Uint8Array.from({ length: rows * bytes }, byte);
    const query = Uint8Array.from({ length: bytes }, byte);
    const allowed = Uint8Array.from({ length: rows }, () => byte() & 1);
    return { dimensions, rows, bytes, codes, query, allowed, ...rest };
  });

test('distances and the nearest rows are those of the plain definition', () => {
  fc.assert(
    fc.property(cases, ({ dimensions, rows, bytes, codes, query, allowed, count, filtered }) => {
      const scan = new HammingScan({ rows, dimensions });
      scan.codes.set(codes);
      const distanceOf = (row: number): number =>
        query.reduce((sum, value, at) => {
          const bits = (value ^ (codes[row * bytes + at] ?? 0)).toString(2);
          return sum + bits.replaceAll('0', '').length;
        }, 0);
      const all = [...Array(rows).keys()];
      expect([...scan.distances(query)]).toEqual(all.map(distanceOf));
      const open = all.filter((row) => !filtered || allowed[row] === 1);
      const limit = open.map(distanceOf).sort((a, b) => a - b)[Math.min(count, open.length) - 1];
      const wanted = open.filter((row) => limit !== undefined && distanceOf(row) <= limit);
      expect([...scan.nearest(query, count, filtered ? allowed : undefined)]).toEqual(wanted);
    }),
  );
});

test('a scan without a filter finds rows again that a filter passed over', () => {
  const scan = new HammingScan({ rows: 3, dimensions: 128 });
  const query = new Uint8Array(16);
  expect([...scan.nearest(query, 3, Uint8Array.of(0, 0, 0))]).toEqual([]);
  expect([...scan.nearest(query, 3)]).toEqual([0, 1, 2]);
});
