import { expect, test } from 'vitest';
import { matchesGbnf } from '../../inference/engine/constraint/testing/matchesGbnf.ts';
import { anyJsonObject } from './anyJsonObject.ts';
import { toJsonSchema } from './toJsonSchema.ts';

test('a schema as clients write it becomes the subset that constrains', () => {
  const schema = {
    $defs: { tone: { enum: ['calm', 'loud'] } },
    type: 'object',
    title: 'Hook',
    additionalProperties: false,
    required: ['text'],
    properties: {
      text: { type: 'string', maxLength: 80, description: 'the hook' },
      tone: { $ref: '#/$defs/tone' },
      cites: { type: 'array', minItems: 1, items: { type: 'integer' } },
      note: { type: ['string', 'null'] },
      kind: { anyOf: [{ const: 'question' }, { type: 'boolean' }] },
    },
  };
  expect(toJsonSchema(schema)).toEqual({
    type: 'object',
    properties: {
      text: { type: 'string', maxLength: 80 },
      tone: { enum: ['calm', 'loud'] },
      cites: { type: 'array', minItems: 1, items: { type: 'integer' } },
      note: { oneOf: [{ type: 'string' }, { type: 'null' }] },
      kind: { oneOf: [{ const: 'question' }, { type: 'boolean' }] },
    },
  });
});

test('what cannot be followed is refused with its place', () => {
  const recursive = { $ref: '#' };
  for (const [schema, message] of [
    ['text', 'is not an object at #,'],
    [{ type: 'string', pattern: '^a' }, 'has "pattern" at #,'],
    [{ type: 'object', properties: { list: { type: 'array' } } }, 'at #/properties/list,'],
    [{ type: 'date' }, 'has the type "date" at #,'],
    [{ $ref: 'https://example.com/schema' }, 'refers to https://example.com/schema at #,'],
    [{ $ref: '#/$defs/none' }, 'is not an object at #,'],
    [recursive, 'recurs at #,'],
    [{ type: 'string', maxLength: -1 }, 'cannot be read at #/maxLength,'],
    [{ enum: [] }, 'cannot be read at #/enum,'],
  ] as const) {
    expect(() => toJsonSchema(schema)).toThrow(message);
  }
});

test('the grammar of any object takes JSON objects and nothing else', () => {
  for (const document of [
    '{}',
    '{"a":1}',
    '{"a": {"b": [true, null, -1.5e3, "\\u00e9\\n"]},"c":""}',
  ]) {
    expect(JSON.parse(document)).toBeTypeOf('object');
    expect(matchesGbnf(anyJsonObject, document)).toBe(true);
  }
  for (const document of ['[]', '{"a":01}', "{'a':1}", '{"a":1,}', '{"a":"\n"}', '{"a":1} ']) {
    expect(matchesGbnf(anyJsonObject, document)).toBe(false);
  }
});
