import { expect, test } from 'vitest';
import { toJsonSchema } from './toJsonSchema.ts';

test('a client’s schema becomes one that constrains', () => {
  const schema = {
    $defs: { tone: { enum: ['calm', 'loud'] } },
    type: 'object',
    title: 'Hook',
    additionalProperties: false,
    required: ['text', 'tone'],
    properties: {
      text: { type: 'string', maxLength: 80, description: 'the hook' },
      tone: { $ref: '#/$defs/tone', description: 'how it sounds' },
      cites: { type: 'array', minItems: 1, items: { type: 'integer', minimum: 1 } },
      note: { type: ['string', 'null'] },
      kind: { anyOf: [{ const: 'question' }, { type: 'boolean' }] },
      made: { type: 'string', format: 'date', 'x-order': 3 },
      slug: { type: 'string', pattern: '^[a-z]+$' },
      more: { type: 'object', additionalProperties: { type: 'number' } },
      extra: {},
    },
  };
  expect(toJsonSchema(schema)).toEqual({
    type: 'object',
    properties: {
      text: { type: 'string', maxLength: 80 },
      tone: { enum: ['calm', 'loud'] },
      cites: { type: 'array', minItems: 1, items: { type: 'integer', minimum: 1 } },
      note: { oneOf: [{ type: 'string' }, { type: 'null' }] },
      kind: { oneOf: [{ const: 'question' }, { type: 'boolean' }] },
      made: { type: 'string', pattern: expect.stringContaining('[0-9]{4}-') },
      slug: { type: 'string', pattern: '^[a-z]+$' },
      more: { type: 'object', properties: {}, additional: { type: 'number' } },
      extra: { any: true },
    },
    required: ['text', 'tone'],
  });
});

test('what must hold together is put together', () => {
  const base = { type: 'object', properties: { a: { type: 'null' } }, required: ['a'] };
  const b = { properties: { b: { type: 'null' } }, required: ['b'] };
  const c = { properties: { c: { type: 'null' } }, required: ['c'] };
  const both = { type: 'object', properties: { a: { type: 'null' }, b: { type: 'null' } } };
  expect(toJsonSchema({ allOf: [base, b] })).toEqual(both);
  expect(toJsonSchema({ $ref: '#/$defs/base', $defs: { base }, ...b })).toEqual(both);
  expect(toJsonSchema({ ...base, anyOf: [b, c] })).toEqual({
    oneOf: [both, { type: 'object', properties: { a: { type: 'null' }, c: { type: 'null' } } }],
  });
  // Of given values, those of the type.
  expect(toJsonSchema({ type: 'string', enum: ['x', 1, null] })).toEqual({ enum: ['x'] });
});

test('the bounds of Zod’s integers and its remarks say nothing', () => {
  const safe = { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };
  expect(toJsonSchema({ type: 'integer', ...safe, uniqueItems: false })).toEqual({
    type: 'integer',
  });
  const record = { type: 'object', propertyNames: { type: 'string' }, additionalProperties: {} };
  expect(toJsonSchema(record)).toEqual({
    ...{ type: 'object', properties: {}, additional: { any: true } },
  });
});

test('what refers to itself becomes definitions', () => {
  const node = {
    type: 'object',
    properties: { next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] } },
    required: ['next'],
  };
  expect(toJsonSchema({ $defs: { node }, $ref: '#/$defs/node' })).toEqual({
    definitions: {
      '#/$defs/node': {
        type: 'object',
        properties: { next: { oneOf: [{ ref: '#/$defs/node' }, { type: 'null' }] } },
      },
    },
    schema: { ref: '#/$defs/node' },
  });
  const tree = { type: 'array', items: { $ref: '#' } };
  expect(toJsonSchema(tree)).toEqual({
    definitions: { '#': { type: 'array', items: { ref: '#' } } },
    schema: { ref: '#' },
  });
});

test.each([
  ['text', 'is not an object at #,'],
  [{ type: 'string', pattern: 7 }, 'cannot be read at #/pattern,'],
  [{ type: 'string', pattern: 'a', minLength: 1 }, 'has "pattern" beside a length at #,'],
  [{ type: 'array', uniqueItems: true }, 'has "uniqueItems" at #,'],
  [{ type: 'object', properties: { n: { multipleOf: 2 } } }, 'has "multipleOf" at #/properties/n,'],
  [{ type: 'number', minimum: 0.5 }, 'has "minimum" that is not a whole number at #,'],
  [{ not: {} }, 'has "not" at #,'],
  [{ type: 'object', minProperties: 1 }, 'has "minProperties" at #,'],
  [{ type: 'object', required: ['a'] }, 'requires "a", which is none of its properties, at #,'],
  [{ enum: ['a'], maxLength: 1 }, 'has "maxLength" beside given values at #,'],
  [{ type: 'integer', const: 'a' }, 'has a value of another type at #/const,'],
  [{ type: 'date' }, 'has the type "date" at #,'],
  [{ $ref: 'https://example.com/schema' }, 'refers to https://example.com/schema at #,'],
  [{ $ref: '#/$defs/none' }, 'is not an object at #,'],
  [{ $ref: '#/$defs/%' }, 'refers to % at #,'],
  [{ $ref: '#' }, 'recurs without an end at #,'],
  [{ anyOf: [{ $ref: '#' }, { type: 'null' }] }, 'is nothing but a reference to itself at #,'],
  [
    { type: 'object', properties: { a: { $ref: '#' } }, required: ['a'] },
    'recurs without an end at #,',
  ],
  [
    { allOf: [{ type: 'string', maxLength: 1 }, { maxLength: 2 }] },
    'has two "maxLength" that must both hold at #,',
  ],
  [
    { allOf: [{ additionalProperties: false }, { properties: { a: {} } }] },
    'has "additionalProperties" beside other properties at #,',
  ],
  [{ type: 'string', maxLength: -1 }, 'cannot be read at #/maxLength,'],
  [{ enum: [] }, 'cannot be read at #/enum,'],
])('%j is refused', (schema, message) => {
  expect(() => toJsonSchema(schema, 'tools[0]')).toThrow(
    expect.objectContaining({ param: 'tools[0]', message: expect.stringContaining(message) }),
  );
});
