import { expect, test } from 'vitest';
import { liftRange, minimumLift, placeOf, ticksOf, timelineRange } from './liftRange.ts';

test('zero, the minimum effect and every interval for one look are on the axis', () => {
  const range = liftRange([{ lift: 0.3, interval: [0.25, 0.35] }], 0.1);
  expect(range.low).toBeLessThan(0);
  expect(range.high).toBeGreaterThan(0.35);
  expect(placeOf(0, range)).toBeGreaterThan(0);
  expect(placeOf(0.1, range)).toBeGreaterThan(placeOf(0, range));
  expect(placeOf(9, range)).toBe(100);
  // Fewer is better: what is worth acting on lies on the other side of zero.
  expect(minimumLift({ higherIsBetter: false }, 0.1)).toBe(-0.1);
});

test('an interval that is a hundred times wider does not hide the others', () => {
  const range = liftRange(
    [{ lift: 0.1, interval: [0.05, 0.15], sequentialInterval: [-10, 10] }],
    0.1,
  );
  expect(placeOf(0.15, range) - placeOf(0.05, range)).toBeGreaterThan(20);
});

test('without any estimate there is an axis', () => {
  const range = liftRange([{}], 0.1);
  expect(range.high).toBeGreaterThan(0.1);
  expect(timelineRange([], 'B', 0.2).high).toBeGreaterThan(0.2);
});

test('ticks are round, and zero is one of them', () => {
  const ticks = ticksOf({ low: -0.13, high: 0.42 });
  expect(ticks.map((tick) => Number(tick.toFixed(6)))).toEqual([-0.1, 0, 0.1, 0.2, 0.3, 0.4]);
  expect(ticksOf({ low: -3, high: 12 }).length).toBeLessThanOrEqual(7);
});
