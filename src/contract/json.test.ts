import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonObjectSchema, jsonSchema } from './json.ts';

test('every JSON value is taken as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(jsonSchema.parse(value)).toBe(value);
    }),
  );
});

test.each([
  ['no value', undefined],
  ['a number that JSON cannot write', Number.NaN],
  ['a whole number beyond JSON', 1n],
  ['a date', new Date(0)],
  ['a map', new Map()],
  ['a function', () => 1],
])('%s is none, at any depth', (_what, value) => {
  for (const each of [value, [value], { inside: [{ value }] }]) {
    expect(jsonSchema.safeParse(each).success).toBe(false);
    expect(jsonObjectSchema.safeParse({ body: each }).success).toBe(false);
  }
});

test('a value deeper than anything that walks it can go is refused', () => {
  const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
  expect(jsonSchema.safeParse(nested(500)).success).toBe(true);
  expect(JSON.stringify(nested(500))).toHaveLength(1_000);
  expect(jsonSchema.safeParse(nested(200_000)).success).toBe(false);
});
