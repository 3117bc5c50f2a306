import { expect, it } from 'vitest';
import { soundRegions } from './soundRegions.ts';

const loudness = (...runs: [number, number][]): number[] =>
  runs.flatMap(([seconds, db]) => Array<number>(seconds * 10).fill(db));

it('tells speech, what is loud and what is silent, from beginning to end', () => {
  const regions = soundRegions(
    [{ kind: 'speech', startMs: 10_000, endMs: 14_000, language: 'en' }],
    loudness([5, -20], [5, -90], [4, -20], [1, -20]),
    15_000,
  );
  expect(regions).toEqual([
    { kind: 'sound', startMs: 0, endMs: 5_000 },
    { kind: 'silence', startMs: 5_000, endMs: 10_000 },
    { kind: 'speech', startMs: 10_000, endMs: 14_000, language: 'en' },
    { kind: 'sound', startMs: 14_000, endMs: 15_000 },
  ]);
});

it('joins what one person says with short pauses, and parts two languages', () => {
  const speech = { kind: 'speech' as const };
  const regions = soundRegions(
    [
      { ...speech, startMs: 0, endMs: 1_000, language: 'en' },
      { ...speech, startMs: 1_500, endMs: 3_000, language: 'en' },
      { ...speech, startMs: 3_200, endMs: 4_000, language: 'es' },
    ],
    loudness([4, -20]),
    4_000,
  );
  expect(regions.map(({ startMs, endMs, language }) => [startMs, endMs, language])).toEqual([
    [0, 3_000, 'en'],
    [3_200, 4_000, 'es'],
  ]);
});
