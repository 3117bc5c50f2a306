import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DraftLength } from './draftLength.ts';
import { PromptLookup } from './promptLookup.ts';

test('where a text repeats itself, what followed before is proposed', () => {
  const lookup = new PromptLookup();
  const quote = [11, 12, 13, 14, 15, 16, 17, 18];
  const prompt = [1, ...quote, 2, 3];
  expect(lookup.propose(prompt, 4)).toBeUndefined();
  expect(lookup.propose([...prompt, 11, 12, 13], 4)).toBeUndefined();
  expect(lookup.propose([...prompt, 11, 12, 13, 14], 3)).toEqual({
    tokens: [15, 16, 17],
    matchTokens: 4,
  });
  // The latest of several places, and at most what is there.
  const longer = [...prompt, ...quote.slice(0, 5), 99, ...quote.slice(0, 5)];
  expect(lookup.propose(longer, 2)).toEqual({ tokens: [99, 11], matchTokens: 5 });
});

test('what is proposed stands in the text after the same tokens, however it grows', () => {
  const token = fc.nat({ max: 3 });
  fc.assert(
    fc.property(fc.array(token, { maxLength: 60 }), fc.array(token), (prompt, answer) => {
      const lookup = new PromptLookup();
      for (let length = 0; length <= answer.length; length++) {
        const text = [...prompt, ...answer.slice(0, length)];
        const draft = lookup.propose(text, 5);
        if (draft === undefined) continue;
        const { tokens, matchTokens } = draft;
        const wanted = [...text.slice(-matchTokens), ...tokens].join();
        const places = text.map((_, at) => text.slice(at, at + matchTokens + tokens.length).join());
        expect(places).toContain(wanted);
        expect(matchTokens).toBeGreaterThanOrEqual(4);
      }
    }),
  );
});

test('drafts are made where they pay, and tried again now and then where they did not', () => {
  const length = new DraftLength();
  // Nothing is known of steps without one yet.
  expect(length.choose(16)).toBe(0);
  length.add(0, { ms: 12, tokens: 1 });
  expect([length.choose(4), length.choose(8)]).toEqual([7, 15]);

  // Five steps' time for eight tokens pays, for two it does not.
  length.add(7, { ms: 60, tokens: 8 });
  expect(length.choose(4)).toBe(7);
  for (let i = 0; i < 20; i++) length.add(7, { ms: 60, tokens: 2 });
  expect(length.choose(4)).toBe(0);
  // A text that repeats three words offers no more than three: it is learned from all the same.
  const short = new DraftLength();
  short.add(0, { ms: 12, tokens: 1 });
  for (let i = 0; i < 20; i++) short.add(3, { ms: 60, tokens: 2 });
  expect(short.choose(4)).toBe(0);
  const later = Array.from({ length: 210 }, () => length.choose(4));
  expect(later.filter((chosen) => chosen === 7)).toHaveLength(2);
});
