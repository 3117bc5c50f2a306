import { expect, test } from 'vitest';
import { type StageMeasure, timeLeftMs } from './timeLeft.ts';

const stage = (part: Partial<StageMeasure>): StageMeasure => ({
  weight: 1,
  fraction: 0,
  elapsedMs: 0,
  usualMs: undefined,
  ...part,
});

test('without a history, weights and the time so far tell', () => {
  const stages = [
    stage({ weight: 1, fraction: 1, elapsedMs: 2_000 }),
    stage({ weight: 3, fraction: 0 }),
  ];
  expect(timeLeftMs(stages)).toBe(6_000);
});

test('nothing is said while too little is known', () => {
  expect(timeLeftMs([])).toBeUndefined();
  expect(timeLeftMs([stage({ weight: 0 })])).toBeUndefined();
  expect(timeLeftMs([stage({ fraction: 0.5, elapsedMs: 500 })])).toBeUndefined();
  expect(timeLeftMs([stage({ fraction: 0.01, elapsedMs: 5_000 })])).toBeUndefined();
});

test('with a history there is an estimate at once, and the pace of the job moves it', () => {
  const usual = [stage({ weight: 9, usualMs: 1_000 }), stage({ weight: 1, usualMs: 9_000 })];
  expect(timeLeftMs(usual)).toBe(10_000);
  const [first = stage({}), second = stage({})] = usual;
  const asUsual = [{ ...first, fraction: 1, elapsedMs: 1_000 }, second];
  expect(timeLeftMs(asUsual)).toBe(9_000);
  const threeTimesSlower = [{ ...first, fraction: 1, elapsedMs: 3_000 }, second];
  expect(timeLeftMs(threeTimesSlower)).toBe(18_000);
  const longAfter = [first, { ...second, fraction: 1, elapsedMs: 90_000 }];
  expect(timeLeftMs(longAfter)).toBe(9_100);
});

test('a finished job has nothing left', () => {
  expect(timeLeftMs([stage({ fraction: 1, elapsedMs: 5_000, usualMs: 1_000 })])).toBe(0);
});
