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
    const own = renumbered(hdbscan(pointsOf(rows), options).labels);
    const others = renumbered(numbersIn(labels));
    expect(new Set(own).size).toBe(new Set(others).size);
    const differing = own.filter((label, at) => label !== others[at]).length;
    expect(differing).toBeLessThanOrEqual(rows.length / 100);
  });
}

test('no points, few points and equal points are no error', () => {
  expect([...hdbscan(pointsOf([]), { minClusterSize: 3 }).labels]).toEqual([]);
  expect([...hdbscan(pointsOf([[1, 2]]), { minClusterSize: 3 }).labels]).toEqual([noise]);
  const same = Array.from({ length: 8 }, (_, at) => [at < 4 ? 0 : 5, 0]);
  expect(renumbered(hdbscan(pointsOf(same), { minClusterSize: 3 }).labels)).toEqual([
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
      const labels = [...hdbscan(pointsOf(given), { minClusterSize }).labels];
      for (const label of new Set(labels)) {
        if (label === noise) continue;
        expect(labels.filter((one) => one === label).length).toBeGreaterThanOrEqual(minClusterSize);
      }
    }),
  );
});

test('clusters that lie together are a group; one that is far from all is in none', () => {
  const places = [
    ...[0, 10, 20].map((x) => [x, 0]),
    ...[0, 10, 20].map((x) => [x + 200, 0]),
    ...[0, 10, 20].map((x) => [x, 200]),
    [900, 900],
  ];
  const rows = places.flatMap(([x = 0, y = 0]) =>
    Array.from({ length: 12 }, (_, at) => [x + (at % 4) / 2, y + Math.floor(at / 4) / 2]),
  );
  const { labels, groups } = hdbscan(pointsOf(rows), { minClusterSize: 5 });
  const groupOf = places.map((_, place) => groups[labels[place * 12] ?? noise] ?? noise);
  expect(new Set(labels).size).toBe(places.length);
  expect(renumbered(groupOf)).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2, noise]);
});

test('a group has two clusters at least and never most of many', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 })), {
        minLength: 4,
        maxLength: 80,
      }),
      (given) => {
        const { groups } = hdbscan(pointsOf(given), { minClusterSize: 2 });
        const sizes = new Map<number, number>();
        for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
        sizes.delete(noise);
        for (const size of sizes.values()) {
          expect(size).toBeGreaterThanOrEqual(2);
          expect(size).toBeLessThanOrEqual(Math.max(2, Math.round(Math.sqrt(groups.length))));
        }
      },
    ),
  );
});
