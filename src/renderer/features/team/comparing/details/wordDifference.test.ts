import { expect, test } from 'vitest';
import { wordDifference } from './wordDifference.ts';

test('words that only one text has are marked, and nothing is lost', () => {
  const [one, other] = ['Stop buying lunch.', 'Stop buying coffee today.'];
  const { from, to } = wordDifference(one, other);
  const marked = (pieces: typeof from) =>
    pieces.filter((piece) => piece.marked).map(({ text }) => text.trim());
  expect(marked(from)).toEqual(['lunch']);
  expect(marked(to).join(' ')).toBe('coffee today');
  expect(from.map(({ text }) => text).join('')).toBe(one);
  expect(to.map(({ text }) => text).join('')).toBe(other);
});

test('long texts are shown whole, without marks', () => {
  const long = 'word '.repeat(2_000);
  expect(wordDifference(long, 'other')).toEqual({
    from: [{ text: long, marked: false }],
    to: [{ text: 'other', marked: false }],
  });
});
