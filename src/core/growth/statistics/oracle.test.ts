import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { largestDifference } from './testing/differences.ts';
import { oracleFixtureSchema } from './testing/oracleCase.ts';
import { ownAnswer } from './testing/ownAnswer.ts';

const { cases } = oracleFixtureSchema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, 'testing/oracleFixture.json'), 'utf8')),
);

test('a hundred random cases agree with gbstats and lifelines', () => {
  expect(cases).toHaveLength(100);
  for (const { asked, answered } of cases) {
    const { at, difference } = largestDifference(ownAnswer(asked), answered);
    expect(difference, `${JSON.stringify(asked)} at ${at}`).toBeLessThan(1e-6);
  }
});

test('an answer that lacks a value, or has another one, differs', () => {
  expect(largestDifference({ a: [1, 2] }, { a: [1] }).difference).toBe(Number.POSITIVE_INFINITY);
  expect(largestDifference({ a: 1 }, { a: 1.1 })).toMatchObject({ at: '/a' });
});
