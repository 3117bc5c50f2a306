import { expect, test } from 'vitest';
import { WordSteering } from './wordSteering.ts';

const vocabulary = [
  '',
  ' I',
  'I',
  ' eat',
  ' be',
  'an',
  's',
  ' beef',
  '.',
  '!',
  ' cost',
  'ef',
  "'s",
];
const end = 0;
const model = {
  vocabSize: vocabulary.length,
  piece: (token: number) => new TextEncoder().encode(vocabulary[token]),
};

/** What may come after the text without being made less likely. */
function free(text: string): string[] {
  const logits = new Float32Array(vocabulary.length);
  const rules = { preferredWords: ['i', 'eat', 'bean', 'beans'] };
  new WordSteering(model, rules, [end]).steer(logits, text);
  return vocabulary.filter((_, token) => logits[token] === 0);
}

test('an answer begins with one of the words', () => {
  expect(free('')).toEqual(['', ' I', 'I', ' eat', ' be', '.', '!']);
});

test('a word that was begun goes on to one of the words', () => {
  expect(free('I eat be')).toEqual(['an']);
});

test('a whole word may end, or go on to a longer one', () => {
  expect(free('I eat Bean')).toEqual(['', ' I', ' eat', ' be', 's', '.', '!']);
});

test('another word, once begun, is finished in peace', () => {
  expect(free('I eat beef')).toEqual(vocabulary);
});
