import { expect, test } from 'vitest';
import { WordSteering } from './wordSteering.ts';

const vocabulary = [
  ...['', ' beans', ' soup', 's', '.', '?', ' cost', ' little', ' nothing', ' noth', 'ing', ' no'],
  ...['豆', '。'],
];
const end = 0;
/** All that steering asks of a model: what its tokens write. */
const model = {
  vocabSize: vocabulary.length,
  piece: (token: number) => new TextEncoder().encode(vocabulary[token]),
};

/** What steering adds to each token's logit after a text; left out: nothing. */
function steered(text: string, rules: { maxWords?: number; avoidedText?: string }) {
  const logits = new Float32Array(vocabulary.length);
  new WordSteering(model, rules, [end]).steer(logits, text);
  const changed = vocabulary.map((piece, token): [string, number] => [piece, logits[token] ?? 0]);
  return Object.fromEntries(changed.filter(([, added]) => added !== 0));
}

test('far from the limit nothing is changed', () => {
  expect(steered('We eat', { maxWords: 20, avoidedText: 'beans cost next to nothing' })).toEqual(
    {},
  );
});

test('near the limit the sentence is steered to its end, and more so with each word', () => {
  expect(steered('We eat beans', { maxWords: 5 })).toEqual({ '.': 2, '?': 2, '。': 2 });
  expect(steered('We eat beans now', { maxWords: 5 })).toEqual({ '.': 4, '?': 4, '。': 4 });
});

test('at the limit a word may be finished, and no other begins', () => {
  const logits = steered('We eat bean', { maxWords: 3 });
  const begins = vocabulary.filter((piece) => piece.startsWith(' '));
  expect(begins.map((piece) => logits[piece])).toEqual(begins.map(() => -Infinity));
  expect([logits.s, logits.ing, logits['.']]).toEqual([undefined, undefined, 8]);
});

test('after a sentence that fits, the answer ends and no other one begins', () => {
  expect(steered('We eat beans.', { maxWords: 5 })).toEqual({ '': 8 });
});

test('of a script without spaces only its end is left at the limit', () => {
  const logits = steered('豆豆豆豆豆豆', { maxWords: 1 });
  expect([logits.豆, logits.s, logits['。']]).toEqual([-Infinity, -Infinity, 8]);
});

test('three words of the avoided text may stand in a row, and no fourth one', () => {
  const avoidedText = 'Beans cost next to nothing!';
  expect(steered('The cost next', { avoidedText })).toEqual({});
  expect(steered('They: COST next to', { avoidedText })).toEqual({
    ' nothing': -Infinity,
    ' noth': -Infinity,
  });
});
