import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchClusters } from './matchClusters.ts';

test('the largest part of a topic that split keeps its id', () => {
  const overlaps = [
    { cluster: 0, topicId: 'a', videos: 30 },
    { cluster: 1, topicId: 'a', videos: 60 },
    { cluster: 2, topicId: 'b', videos: 2 },
  ];
  const matched = matchClusters(
    overlaps,
    [35, 65, 50],
    new Map([
      ['a', 90],
      ['b', 40],
    ]),
  );
  expect([...matched]).toEqual([[1, 'a']]);
});

test('each cluster and each topic is matched once at most', () => {
  const overlap = fc.record({
    cluster: fc.nat(5),
    topicId: fc.constantFrom('a', 'b', 'c', 'd'),
    videos: fc.integer({ min: 1, max: 20 }),
  });
  fc.assert(
    fc.property(fc.array(overlap), (overlaps) => {
      const sizes = Array.from({ length: 6 }, () => 25);
      const matched = matchClusters(
        overlaps,
        sizes,
        new Map(['a', 'b', 'c', 'd'].map((id) => [id, 25])),
      );
      expect(new Set(matched.values()).size).toBe(matched.size);
    }),
  );
});
