import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hdbscan, noise } from './hdbscan.ts';
import type { Points } from './spanningTree.ts';
import fixture from './testing/scikitLearn.json' with { type: 'json' };

function pointsOf(rows: readonly (readonly number[])[]): Points {
  const dimensions = rows[0]?.length ?? 0;
  return { count: rows.length, dimensions, values: Float32Array.from(rows.flat()) };
}

const numbersIn = (text: string): number[] => text.split(' ').map(Number);

/** Labels by order of appearance, so that two numberings of the same clusters are equal. */
function renumbered(labels: ArrayLike<number>): number[] {
  const numbers = new Map<number, number>();
  return Array.from(labels, (label) => {
    if (label === noise) return noise;
    if (!numbers.has(label)) numbers.set(label, numbers.size);
    return numbers.get(label) ?? noise;
  });
}

// Made by scikit-learn on the same points (docs/trends.md says how). Edges of mutual reachability
// have ties, which either breaks in its own order: a point at a border may fall out.
for (const { name, points, labels, ...options } of fixture.cases) {
  test(`the clusters of “${name}” are scikit-learn’s`, () => {
    const rows = points.split(';').map(numbersIn);
    const own = renumbered(hdbscan(pointsOf(rows), options));
    const others = renumbered(numbersIn(labels));
    expect(new Set(own).size).toBe(new Set(others).size);
    const differing = own.filter((label, at) => label !== others[at]).length;
    expect(differing).toBeLessThanOrEqual(rows.length / 100);
  });
}

test('no points, few points and equal points are no error', () => {
  expect([...hdbscan(pointsOf([]), { minClusterSize: 3 })]).toEqual([]);
  expect([...hdbscan(pointsOf([[1, 2]]), { minClusterSize: 3 })]).toEqual([noise]);
  const same = Array.from({ length: 8 }, (_, at) => [at < 4 ? 0 : 5, 0]);
  expect(renumbered(hdbscan(pointsOf(same), { minClusterSize: 3 }))).toEqual([
    ...[0, 0, 0, 0],
    ...[1, 1, 1, 1],
  ]);
});

test('no cluster is smaller than asked for, and the order of points does not matter', () => {
  const rows = fc.array(
    fc.tuple(fc.integer({ min: -50, max: 50 }), fc.float({ min: 0, max: 1, noNaN: true })),
    {
      minLength: 4,
      maxLength: 60,
    },
  );
  fc.assert(
    fc.property(rows, fc.integer({ min: 2, max: 6 }), (given, minClusterSize) => {
      const labels = [...hdbscan(pointsOf(given), { minClusterSize })];
      for (const label of new Set(labels)) {
        if (label === noise) continue;
        expect(labels.filter((one) => one === label).length).toBeGreaterThanOrEqual(minClusterSize);
      }
    }),
  );
});
