import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WordDto } from '../../../../contract/index.ts';
import { alignToVoices } from './alignToVoices.ts';

const word = (text: string, startMs: number, endMs: number): WordDto => ({ text, startMs, endMs });

test('after a pause a word begins with the voice, and before one it ends with it', () => {
  const words = [word('Stop.', 0, 950), word('Look', 950, 1_300), word('here.', 1_300, 1_600)];
  const voices = [
    { startMs: 50, endMs: 400 },
    { startMs: 1_100, endMs: 1_650 },
  ];
  expect(alignToVoices(words, voices)).toEqual([
    word('Stop.', 50, 400),
    word('Look', 1_100, 1_300),
    word('here.', 1_300, 1_600),
  ]);
});

test('a word that is moved over its neighbours leaves them in order', () => {
  const words = [word('a', 0, 100), word('b', 600, 620), word('c', 625, 650)];
  const voices = [
    { startMs: 0, endMs: 90 },
    { startMs: 612, endMs: 900 },
  ];
  expect(alignToVoices(words, voices)).toEqual([
    word('a', 0, 90),
    word('b', 612, 652),
    word('c', 652, 652),
  ]);
});

test('whatever is heard where, words are in order and none is lost', () => {
  const lengths = fc.array(fc.tuple(fc.nat(250), fc.nat(250)), { maxLength: 12 });
  const spansOf = (pairs: [number, number][]) => {
    let atMs = 0;
    return pairs.map(([gapMs, lengthMs]) => {
      const startMs = atMs + gapMs;
      atMs = startMs + lengthMs;
      return { startMs, endMs: atMs };
    });
  };
  fc.assert(
    fc.property(lengths, lengths, (said, heard) => {
      const words = spansOf(said).map(({ startMs, endMs }, i) => word(`${i}`, startMs, endMs));
      const aligned = alignToVoices(words, spansOf(heard));
      const times = aligned.flatMap(({ startMs, endMs }) => [startMs, endMs]);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(aligned.map(({ text }) => text)).toEqual(words.map(({ text }) => text));
    }),
  );
});
