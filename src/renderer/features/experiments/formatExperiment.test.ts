import { expect, test } from 'vitest';
import { formatChance, formatLift, formatP, formatShare, formatTick } from './formatExperiment.ts';

test('lifts have their sign, and what is nearly certain is not said to be certain', () => {
  expect([0.093, -0.0042, 0, 3.4].map(formatLift)).toEqual(['+9.3 %', '−0.42 %', '0 %', '+340 %']);
  expect([0.99999, 1, 0.00001, 0.5].map(formatShare)).toEqual([
    ...['> 99.9 %', '100 %', '< 0.01 %', '50.0 %'],
  ]);
  expect([1, 0.0001, 0.971].map(formatChance)).toEqual(['> 99.9 %', '< 0.1 %', '97.1 %']);
  expect([0.2, 0, -0.025].map(formatTick)).toEqual(['+20 %', '0 %', '−2.5 %']);
  expect([0.0455, 0.0001].map(formatP)).toEqual(['= .045', '< .001']);
});
