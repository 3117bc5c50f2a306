import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SegmentDto } from '../../../contract/index.ts';
import { groupWords } from '../speech/words/groupWords.ts';
import { speechChunks } from './speechChunks.ts';

const caption = (startMs: number, endMs: number, text: string): SegmentDto => ({
  startMs,
  endMs,
  text,
  words: [],
});

it('gathers sentences until a chunk is long enough', () => {
  const chunks = speechChunks([
    caption(0, 3_000, 'Stop buying cold brew.'),
    caption(3_000, 7_000, 'It costs four dollars a cup.'),
    caption(7_000, 10_000, 'Make it at home.'),
    caption(10_000, 14_000, 'You need coffee and water.'),
    caption(14_000, 21_000, 'Leave it over night.'),
  ]);
  expect(chunks).toEqual([
    {
      kind: 'speech',
      startMs: 0,
      endMs: 10_000,
      text: 'Stop buying cold brew. It costs four dollars a cup. Make it at home.',
    },
    {
      kind: 'speech',
      startMs: 10_000,
      endMs: 21_000,
      text: 'You need coffee and water. Leave it over night.',
    },
  ]);
});

it('begins anew after a pause and joins a short rest', () => {
  const chunks = speechChunks([
    caption(0, 2_000, 'First thing.'),
    caption(6_000, 15_000, 'Second thing takes longer to say.'),
    caption(15_500, 16_500, 'Bye!'),
  ]);
  expect(chunks.map(({ startMs, endMs, text }) => [startMs, endMs, text])).toEqual([
    [0, 2_000, 'First thing.'],
    [6_000, 16_500, 'Second thing takes longer to say. Bye!'],
  ]);
});

it('cuts a caption that is too long', () => {
  const words = Array.from({ length: 150 }, (_, i) => `w${i}`);
  const chunks = speechChunks([caption(0, 90_000, words.join(' '))]);
  expect(chunks.map((chunk) => chunk.text).join(' ')).toBe(words.join(' '));
  for (const chunk of chunks) expect(chunk.endMs - chunk.startMs).toBeLessThanOrEqual(18_000);
});

const word = fc.record({
  text: fc.constantFrom('so', 'this', 'works.', 'really,', 'why?', '天気', 'yes!'),
  gapMs: fc.oneof(fc.nat(200), fc.nat(6_000)),
  lengthMs: fc.integer({ min: 0, max: 900 }),
});
const transcript = fc
  .tuple(fc.array(word, { maxLength: 200 }), fc.boolean())
  .map(([parts, timed]) => {
    let atMs = 0;
    const words = parts.map(({ text, gapMs, lengthMs }) => {
      const startMs = atMs + gapMs;
      atMs = startMs + lengthMs;
      return { text, startMs, endMs: atMs };
    });
    return groupWords(words).map((segment) => (timed ? segment : { ...segment, words: [] }));
  });

it('puts every word into exactly one chunk, in order, within the limits', () => {
  fc.assert(
    fc.property(transcript, (segments) => {
      const chunks = speechChunks(segments);
      const letters = (texts: { text: string }[]): string =>
        texts
          .map(({ text }) => text)
          .join(' ')
          .replace(/\s+/g, '');
      expect(letters(chunks)).toBe(letters(segments));
      let beforeMs = 0;
      for (const { startMs, endMs, text } of chunks) {
        expect(startMs).toBeGreaterThanOrEqual(beforeMs);
        expect(endMs).toBeGreaterThanOrEqual(startMs);
        expect(endMs - startMs).toBeLessThanOrEqual(18_000);
        expect(text.split(' ').length).toBeLessThanOrEqual(60);
        expect(text).not.toBe('');
        beforeMs = endMs;
      }
    }),
  );
});
