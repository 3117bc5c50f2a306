import { expect, test } from 'vitest';
import { profiledTexts } from './embeddingProfile.ts';

const profile = {
  ...{ queryPrefix: 'query: ', passagePrefix: 'passage: ', minLikeness: 0.25 },
  queryCenter: Float32Array.of(0.6, 0),
  passageCenter: Float32Array.of(0, 0.8),
};
const vector = Float32Array.of(0.6, 0.8);

test('a model is told what a text is, and its vectors lose what all of them share', () => {
  const query = profiledTexts(['beans'], profile, 'query');
  expect(query.texts).toEqual(['query: beans']);
  expect([...query.centred(vector)]).toEqual([0, 1]);
  const passage = profiledTexts(['beans'], profile);
  expect(passage.texts).toEqual(['passage: beans']);
  expect([...passage.centred(vector)]).toEqual([1, 0]);
});

test('a program that knows the model, and a model without a profile, get what they say', () => {
  for (const told of [
    profiledTexts(['beans'], profile, 'raw'),
    profiledTexts(['beans'], undefined, 'query'),
  ]) {
    expect(told.texts).toEqual(['beans']);
    expect(told.centred(vector)).toBe(vector);
  }
});
