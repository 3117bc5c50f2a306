import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { HeardWord } from '../transcriber.ts';
import { cleanWords } from './cleanWords.ts';

/** Words half a second apart, from a sentence. */
function heard(sentence: string): HeardWord[] {
  return sentence.split(' ').map((text, i) => ({ text, startMs: i * 500, endMs: i * 500 + 400 }));
}

const said = (sentence: string): string =>
  cleanWords(heard(sentence), 600_000)
    .map((word) => word.text)
    .join(' ');

it.each([
  ['[Music]', ''],
  ['[BLANK_AUDIO] Hello', 'Hello'],
  ['(upbeat music playing) So here (laughs) we go. *coughs*', 'So here we go.'],
  ['♪ la la ♪ next', 'la la next'],
  ['(wait for it', '(wait for it'],
  ['. . . okay', 'okay'],
])('drops sounds: %s', (sentence, expected) => {
  expect(said(sentence)).toBe(expected);
});

it('keeps a repetition that people say and one of an absurd one', () => {
  expect(said('no no no no stop')).toBe('no no no no stop');
  expect(said(`${'you '.repeat(40)}end`)).toBe('you end');
  expect(said(`start ${'thank you so much. '.repeat(12)}end`)).toBe('start thank you so much. end');
  expect(said('row row row your boat row row row your boat')).toBe(
    'row row row your boat row row row your boat',
  );
});

it('cuts text without spaces into words that share its time', () => {
  const words = cleanWords([{ text: '今日は天気がいい。', startMs: 0, endMs: 1_800 }], 2_000);
  expect(words.map((word) => word.text).join('')).toBe('今日は天気がいい。');
  expect(words.length).toBeGreaterThan(2);
  expect(words.at(-1)).toMatchObject({ text: 'いい。', endMs: 1_800 });
});

it('gives whole times in order and within the audio, whatever was heard', () => {
  const word = fc.record({
    text: fc.constantFrom('a', 'b.', '(x', 'y)', '[Music]', '天気がいい', ''),
    startMs: fc.double({ min: -5_000, max: 20_000, noNaN: true }),
    endMs: fc.double({ min: -5_000, max: 20_000, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), (words) => {
      let beforeMs = 0;
      for (const { text, startMs, endMs } of cleanWords(words, 10_000)) {
        expect(text).not.toBe('');
        expect(Number.isInteger(startMs) && Number.isInteger(endMs)).toBe(true);
        expect(startMs).toBeGreaterThanOrEqual(beforeMs);
        expect(endMs).toBeGreaterThanOrEqual(startMs);
        expect(endMs).toBeLessThanOrEqual(10_000);
        beforeMs = endMs;
      }
    }),
  );
});
