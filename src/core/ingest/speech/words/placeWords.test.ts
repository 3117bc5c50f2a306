import { expect, it } from 'vitest';
import { alignToVoices } from './alignToVoices.ts';
import { goesInCircles } from './goesInCircles.ts';
import { placeWords } from './placeWords.ts';

const word = (text: string, startMs: number, endMs: number) => ({ text, startMs, endMs });

it('gives words of packed speech the times at which they were said', () => {
  const spans = [
    { startMs: 20_000, endMs: 22_000 },
    { startMs: 50_000, endMs: 53_000 },
  ];
  const words = [word('one', 0, 400), word('two', 1_700, 2_100), word('three', 2_200, 9_000)];
  expect(placeWords(words, spans)).toEqual([
    [word('one', 20_000, 20_400), word('two', 21_700, 22_000)],
    [word('three', 50_200, 53_000)],
  ]);
});

it('lets words begin and end with the voice, not in a pause', () => {
  const words = [
    word('brew.', 1_000, 2_900),
    word('Every', 2_900, 3_600),
    word('day', 3_600, 4_000),
  ];
  const voices = [
    { startMs: 900, endMs: 1_500 },
    { startMs: 3_100, endMs: 4_000 },
  ];
  expect(alignToVoices(words, voices)).toEqual([
    word('brew.', 900, 1_500),
    word('Every', 3_100, 3_600),
    word('day', 3_600, 4_000),
  ]);
});

it('knows text that goes round in circles', () => {
  const said = (text: string) => text.split(' ').map((each) => ({ text: each }));
  const sentence = 'Every Friday I put the money away, before I could touch it.';
  expect(goesInCircles(said(sentence))).toBe(false);
  expect(goesInCircles(said('the money is '.repeat(12)))).toBe(true);
});
