import { expect, test } from 'vitest';
import { sayableWords, unsayableWords } from './sayableWords.ts';

const lisbon =
  'I flew to Lisbon for two weeks with one small bag. I roll every shirt, so nothing creases.';

/** Words of a hook that the moment does not have. */
const unsayable = (hook: string, moment: string): string[] =>
  unsayableWords(hook, sayableWords([moment]) ?? []);

test.each([
  ['Roll your shirts, and nothing creases.', []],
  ['How did I fly to Lisbon with one small bag?', []],
  ['I rolled every shirt for 2 weeks.', []],
  ['I flew to Portugal with one new bag.', ['portugal', 'new']],
  ['Roll your shirts to prevent creasing, because it is better.', ['prevent', 'because', 'better']],
])('%s', (hook, words) => {
  expect(unsayable(hook, lisbon)).toEqual(words);
});

test('a hook denies only what a moment denies', () => {
  expect(unsayable("You don't need it.", 'the cat and I need this bag')).toEqual(["don't"]);
  expect(unsayable("You don't need it.", 'the cat never did need a bag, and I do')).toEqual([]);
});

test('it denies with either apostrophe', () => {
  expect(unsayable('We don’t sit down.', 'After dinner I do not sit down.')).toEqual([]);
});

test('of other languages nothing is known', () => {
  expect(
    sayableWords(['Dejé de comprar comida en el trabajo y cada viernes guardo el dinero']),
  ).toBe(undefined);
});
