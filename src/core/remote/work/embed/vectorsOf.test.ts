import { expect, test } from 'vitest';
import { vectorsOf } from './vectorsOf.ts';

test('a vector of any length is made to unit length', () => {
  const [short, long] = vectorsOf({
    data: [
      { embedding: [4, 0], index: 1 },
      { embedding: new Array<number>(500_000).fill(3e200), index: 0 },
    ],
  }).toReversed();
  expect([...(short ?? [])]).toEqual([1, 0]);
  expect(Math.hypot(...(long ?? []).slice(0, 10)) * Math.sqrt(50_000)).toBeCloseTo(1, 3);
});

test.each([[[0, 0]], [[1e308, 'x']]])('a vector of %j is refused', (embedding) => {
  expect(() => vectorsOf({ data: [{ embedding }] })).toThrow(
    expect.objectContaining({ code: 'endpoint.invalidAnswer' }),
  );
});
