import { expect, test } from 'vitest';
import { splitSentence } from './splitSentence.ts';

const value = (text: string) => ({ text, value: Number(text), measure: 'videos' });

test('numbers stand apart in their order, and together the parts are the sentence', () => {
  const text = '3 of 13 videos, after 3 before.';
  const parts = splitSentence({ text, values: ['3', '13', '3'].map(value) });
  expect(parts.map((part) => part.text)).toEqual([
    '3',
    ' of ',
    '13',
    ' videos, after ',
    '3',
    ' before.',
  ]);
  expect(parts.filter((part) => part.value !== undefined)).toHaveLength(3);
});

test('a number that the sentence does not have is no part of it', () => {
  expect(splitSentence({ text: 'None.', values: [value('7')] })).toEqual([
    { at: 0, text: 'None.' },
  ]);
});
