import { expect, test } from 'vitest';
import { foundIn, piecesOf } from './foundIn.ts';
import { layWords } from './layWords.ts';

const words = (...texts: string[]) => texts.map((text) => ({ text, startMs: 0, endMs: 1 }));

test('words are found in their text with what lies between them', () => {
  expect(
    layWords({ text: '“No, no,” he said.', words: words('No,', 'no,', 'he', 'said.') }),
  ).toEqual({
    text: '“No, no,” he said.',
    ranges: [
      [1, 4],
      [5, 8],
      [10, 12],
      [13, 18],
    ],
  });
  expect(layWords({ text: '今日は', words: words('今日', 'は') }).ranges).toEqual([
    [0, 2],
    [2, 3],
  ]);
});

test('words that are not those of the text stand by themselves', () => {
  expect(layWords({ text: 'some thing else', words: words('something', 'else') })).toEqual({
    text: 'something else',
    ranges: [
      [0, 9],
      [10, 14],
    ],
  });
});

test('what is looked for is found in any case, and taken by its letters', () => {
  expect(foundIn('Every friday, FRIDAY.', 'Friday')).toEqual([
    [6, 12],
    [14, 20],
  ]);
  expect(foundIn('İt is 5 $ (a+b)* or \\d', '(a+b)*')).toEqual([[10, 16]]);
  expect(foundIn('a\\d1 x-y [z]', '\\d')).toEqual([[1, 3]]);
  expect(foundIn('x-y [z] {1}', '-y [z] {')).toEqual([[1, 9]]);
  expect(foundIn('anything', '')).toEqual([]);
});

test('a part of a text is cut at the marks that reach into it', () => {
  const text = 'we saved money';
  expect(
    piecesOf(
      text,
      [3, 8],
      [
        [0, 5],
        [7, 11],
      ],
    ),
  ).toEqual([
    { text: 'sa', marked: true },
    { text: 've', marked: false },
    { text: 'd', marked: true },
  ]);
  expect(piecesOf(text, [0, 2], [])).toEqual([{ text: 'we', marked: false }]);
  expect(piecesOf(text, [2, 2], [[0, 5]])).toEqual([]);
});
