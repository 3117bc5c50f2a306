import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { WordDto } from '../../../../contract/index.ts';
import { groupWords } from './groupWords.ts';

function spoken(sentence: string, gapsMs: Record<number, number> = {}): WordDto[] {
  let startMs = 0;
  return sentence.split(' ').map((text, i) => {
    startMs += gapsMs[i] ?? 0;
    const word = { text, startMs, endMs: startMs + 250 };
    startMs += 300;
    return word;
  });
}

const texts = (words: WordDto[]): string[] => groupWords(words).map((segment) => segment.text);

it('cuts after sentences and at pauses', () => {
  const words = spoken('Stop scrolling! I pay $3.50 a week "really?" so do you', { 9: 900 });
  expect(groupWords(words)).toEqual([
    { startMs: 0, endMs: 550, text: 'Stop scrolling!', words: words.slice(0, 2) },
    { startMs: 600, endMs: 2_350, text: 'I pay $3.50 a week "really?"', words: words.slice(2, 8) },
    { startMs: 2_400, endMs: 2_650, text: 'so', words: words.slice(8, 9) },
    { startMs: 3_600, endMs: 4_150, text: 'do you', words: words.slice(9) },
  ]);
});

it('ends a long sentence at a comma', () => {
  const long = 'this one goes on and on and on until nobody can follow any more, but it stops';
  expect(texts(spoken(long))).toEqual([
    'this one goes on and on and on until nobody can follow any more,',
    'but it stops',
  ]);
});

it('loses no word and makes no segment too long', () => {
  const word = fc.tuple(fc.constantFrom('a', 'word', 'longer', 'end.', 'so,', '天気'), fc.nat(900));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 80 }), (parts) => {
      let startMs = 0;
      const words = parts.map(([text, gapMs]) => {
        startMs += gapMs + 200;
        return { text, startMs: startMs - 200, endMs: startMs };
      });
      const segments = groupWords(words);
      expect(segments.flatMap((segment) => segment.words)).toEqual(words);
      for (const segment of segments) {
        expect(segment.words.length).toBeGreaterThan(0);
        expect(segment.text.length).toBeLessThanOrEqual(100);
        expect(segment.endMs - segment.startMs).toBeLessThanOrEqual(10_000);
      }
    }),
  );
});
