import { expect, test } from 'vitest';
import { agreement, textOf } from './agreement.ts';

const chat = (content: string): object => ({ choices: [{ message: { content } }] });

test('documents agree by their fields, texts by their words, vectors by their angle', () => {
  const [a, b] = ['{"verdict":"keep","why":{"score":3}}', '{"verdict":"kill","why":{"score":3}}'];
  expect(agreement('chat', chat(a), chat(a))).toBe(1);
  // Of three different path=value pairs both have one.
  expect(agreement('chat', chat(a), chat(b))).toBeCloseTo(1 / 3);
  expect(agreement('chat', chat('Save money.'), chat('Save the money!'))).toBeCloseTo(4 / 5);
  expect(agreement('chat', chat('One'), chat('Two'))).toBe(0);
  const vectors = (...embedding: number[]): object => ({ data: [{ embedding }] });
  expect(agreement('embeddings', vectors(1, 0), vectors(1, 1))).toBeCloseTo(Math.SQRT1_2);
  expect(agreement('embeddings', vectors(1, 0), vectors(1, 0, 0))).toBe(0);
});

test('an answer of another form has no text', () => {
  expect(textOf('chat', { hello: 'world' })).toBe('');
  expect(textOf('completions', { choices: [{ text: ' three' }] })).toBe(' three');
});
