import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../../../../test/support/propertyRuns.ts';
import type { JsonSchema } from '../../languageModel.ts';
import { schemaToGbnf } from './schemaToGbnf.ts';
import { matchesGbnf } from './testing/matchesGbnf.ts';

const scalar = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const length = fc
  .tuple(fc.nat(3), fc.option(fc.nat(3), { nil: undefined }))
  .map(([min, more]) => ({ min, max: more === undefined ? undefined : min + more }));

const { schema: anySchema } = fc.letrec<{ schema: JsonSchema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom<JsonSchema[]>(
      { type: 'string' },
      { type: 'integer' },
      { type: 'number' },
      { type: 'boolean' },
      { type: 'null' },
    ),
    length.map(({ min, max }): JsonSchema => {
      return { type: 'string', minLength: min, ...(max === undefined ? {} : { maxLength: max }) };
    }),
    scalar.map((value): JsonSchema => ({ const: value })),
    fc
      .array(scalar, { minLength: 1, maxLength: 3 })
      .map((values): JsonSchema => ({ enum: values })),
    fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((oneOf): JsonSchema => ({ oneOf })),
    fc.tuple(tie('schema'), length).map(([items, { min, max }]): JsonSchema => {
      const most = max === undefined ? {} : { maxItems: max };
      return { type: 'array', items, minItems: min, ...most };
    }),
    fc
      .dictionary(fc.string({ unit: 'binary', maxLength: 5 }), tie('schema'), { maxKeys: 3 })
      .map((properties): JsonSchema => ({ type: 'object', properties })),
  ),
}));

/** A value that fits the schema. */
function documentOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if ('enum' in schema) return fc.constantFrom(...schema.enum);
  if ('oneOf' in schema) return fc.oneof(...schema.oneOf.map(documentOf));
  if (!('type' in schema)) return fc.jsonValue();
  if (schema.type === 'string') {
    const { minLength = 0, maxLength = minLength + 5 } = schema;
    return fc
      .array(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), {
        minLength,
        maxLength,
      })
      .map((characters) => characters.join(''));
  }
  if (schema.type === 'array') {
    const { minItems = 0, maxItems = minItems + 2 } = schema;
    return fc.array(documentOf(schema.items), { minLength: minItems, maxLength: maxItems });
  }
  if (schema.type === 'object') {
    const entries = Object.entries(schema.properties);
    return fc
      .tuple(...entries.map(([, value]) => documentOf(value)))
      .map((values) => Object.fromEntries(entries.map(([key], i) => [key, values[i]])));
  }
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'null') return fc.constant(null);
  const integers = fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 });
  return schema.type === 'integer'
    ? integers
    : fc.oneof(integers, fc.float({ noNaN: true, min: -(2 ** 46), max: 2 ** 46 }).map(tenDigits));
}

const tenDigits = (value: number): number => Number(value.toPrecision(10));

/** Whether a document is of the schema; strict about the order of properties. */
function fits(schema: JsonSchema, value: unknown): boolean {
  if ('const' in schema) return Object.is(value, schema.const);
  if ('enum' in schema) return schema.enum.some((one) => Object.is(value, one));
  if ('oneOf' in schema) return schema.oneOf.some((one) => fits(one, value));
  if (!('type' in schema)) return true;
  switch (schema.type) {
    case 'string': {
      const { minLength = 0, maxLength = Infinity } = schema;
      if (typeof value !== 'string') return false;
      const { length } = [...value];
      return length >= minLength && length <= maxLength;
    }
    case 'array': {
      const { items, minItems = 0, maxItems = Infinity } = schema;
      if (!Array.isArray(value) || value.length < minItems || value.length > maxItems) return false;
      return value.every((item) => fits(items, item));
    }
    case 'object': {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
      const wanted = Object.entries(schema.properties);
      const given = Object.entries(value);
      return (
        wanted.length === given.length &&
        wanted.every(([key, one], i) => given[i]?.[0] === key && fits(one, given[i][1]))
      );
    }
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'null':
      return value === null;
    default:
      return schema satisfies never;
  }
}

const ofSchema = anySchema.chain((schema) => fc.tuple(fc.constant(schema), documentOf(schema)));

test('every document of a schema is in its grammar', () => {
  fc.assert(
    fc.property(ofSchema, ([schema, value]) => {
      expect(matchesGbnf(schemaToGbnf(schema), JSON.stringify(value))).toBe(true);
    }),
  );
});

const mutation = fc.record({ at: fc.nat(), drop: fc.nat(2), put: fc.string({ maxLength: 2 }) });

test('what is in the grammar is a document of the schema', () => {
  let kept = 0;
  let refused = 0;
  fc.assert(
    fc.property(
      ofSchema,
      fc.array(mutation, { minLength: 1, maxLength: 2 }),
      ([schema, value], m) => {
        const text = m.reduce((json, { at, drop, put }) => {
          const place = at % (json.length + 1);
          return json.slice(0, place) + put + json.slice(place + drop);
        }, JSON.stringify(value));
        if (matchesGbnf(schemaToGbnf(schema), text)) {
          kept++;
          expect(fits(schema, JSON.parse(text))).toBe(true);
        } else refused++;
      },
    ),
    { numRuns: propertyRuns(6) },
  );
  expect(kept).toBeGreaterThan(10);
  expect(refused).toBeGreaterThan(100);
});

test.each<[JsonSchema, readonly string[], readonly string[]]>([
  [
    { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'null' } } },
    ['{"a":1,"b":null}', '{"a": 1, "b": null}'],
    ['{"b":null,"a":1}', '{"a":  1,"b":null}', '{ "a":1,"b":null}', '{"a":1}', '{"a":01,"b":null}'],
  ],
  [
    { type: 'string', minLength: 1, maxLength: 2 },
    ['"é"', '"\\n\\u00e9"', '"😀😀"', '"\\ud83d\\ude00x"', '"\\/"'],
    ['""', '"abc"', '"\n"', '"\\x"', '"\\ud83d"', '"\\ude00\\ud83d"', '"a', '"😀😀😀"'],
  ],
  [{ type: 'string', maxLength: 0 }, ['""'], ['"a"']],
  [
    { type: 'number' },
    ['0', '-0.5', '1e9', '12.5E-20', '999999999999999'],
    ['.5', '1.', '+1', '00', '1234567890123456', '1e100', '0x1', 'NaN', '1 '],
  ],
  [{ type: 'integer' }, ['0', '-12'], ['1.0', '1e3', '-', '--1', '']],
  [
    { type: 'array', items: { enum: ['a"b', 2, null] }, minItems: 1, maxItems: 2 },
    ['["a\\"b"]', '[2, null]'],
    ['[]', '[2,2,2]', '[2,]', '[3]', '["a"b"]'],
  ],
  [{ type: 'array', items: { type: 'null' }, maxItems: 0 }, ['[]'], ['[null]', '[ ]']],
  [{ oneOf: [{ const: true }, { type: 'object', properties: {} }] }, ['true', '{}'], ['false', '']],
  [
    {
      type: 'object',
      properties: { a: { type: 'null' }, b: { type: 'null' }, c: { type: 'null' } },
      required: ['b'],
    },
    ['{"b":null}', '{"a":null,"b":null}', '{"b":null,"c":null}', '{"a":null, "b":null, "c":null}'],
    [
      '{}',
      '{"a":null}',
      '{"a":null,"c":null}',
      '{"b":null,}',
      '{,"b":null}',
      '{"c":null,"b":null}',
    ],
  ],
  [
    { type: 'object', properties: { a: { type: 'null' }, b: { type: 'null' } }, required: [] },
    ['{}', '{"a":null}', '{"b":null}', '{"a":null,"b":null}'],
    ['{"a":null,}', '{,}', '{"b":null,"a":null}'],
  ],
  [
    { type: 'object', properties: {}, additional: { type: 'integer' } },
    ['{}', '{"x":1}', '{"x":1, "y":2}'],
    ['{"x":"1"}', '{"x":1,}', '{x:1}'],
  ],
  [{ any: true }, ['{"a": [1, {}]}', 'null', '-1.5', '[]', '"x"'], ['', '{', '[1,]', 'x']],
  [
    {
      definitions: {
        tree: { type: 'object', properties: { of: { type: 'array', items: { ref: 'tree' } } } },
      },
      schema: { ref: 'tree' },
    },
    ['{"of":[]}', '{"of":[{"of":[]}, {"of":[{"of":[]}]}]}'],
    ['{}', '{"of":[null]}', '{"of":[{"of":[}]}'],
  ],
  [
    { type: 'string', pattern: '^[a-c]+"\\\\$' },
    ['"ab\\"\\\\"'],
    ['"ab"', '"ab\\""', '"xab\\"\\\\"'],
  ],
  [{ type: 'string', pattern: 'b' }, ['"b"', '"abc"', '"\\nb\\u0001"'], ['"a"', '"', 'b']],
])('%j', (schema, inside, outside) => {
  const grammar = schemaToGbnf(schema);
  expect(inside.filter((text) => !matchesGbnf(grammar, text))).toEqual([]);
  expect(outside.filter((text) => matchesGbnf(grammar, text))).toEqual([]);
});

test.each([
  [0, 2_500],
  [1_000, 1_000],
  [999, 2_000],
  [2_001, 4_003],
])('long strings of %i to %i characters end exactly there', (minLength, maxLength) => {
  const grammar = schemaToGbnf({ type: 'string', minLength, maxLength });
  const of = (count: number): boolean => matchesGbnf(grammar, JSON.stringify('é'.repeat(count)));
  expect(
    [minLength, minLength + 1, maxLength - 1, maxLength]
      .filter((n) => n >= minLength && n <= maxLength)
      .map(of),
  ).not.toContain(false);
  expect([minLength - 1, maxLength + 1].filter((n) => n >= 0).map(of)).not.toContain(true);
});

const nested = (depth: number): JsonSchema =>
  depth === 0 ? { type: 'null' } : { type: 'array', items: nested(depth - 1) };

test.each<[string, JsonSchema]>([
  ['choice of nothing', { enum: [] }],
  ['choice of nothing', { oneOf: [] }],
  ['below its minimum', { type: 'array', items: { type: 'null' }, minItems: 2, maxItems: 1 }],
  ['is not 0 to', { type: 'string', minLength: -1 }],
  ['is not 0 to', { type: 'string', maxLength: 1e9 }],
  ['is not 0 to', { type: 'string', maxLength: 1.5 }],
  ['JSON cannot write', { const: Number.NaN }],
  ['too deeply', nested(80)],
  ['100000 characters', { enum: ['x'.repeat(100_001)] }],
])('refuses a %s', (message, schema) => {
  expect(() => schemaToGbnf(schema)).toThrow(
    expect.objectContaining({ code: 'usage.invalid', message: expect.stringContaining(message) }),
  );
});

const bound = fc.option(fc.integer({ min: -1_200, max: 1_200 }), { nil: undefined });
const bounded = fc.record({
  minimum: bound,
  maximum: bound,
  exclusiveMinimum: bound,
  exclusiveMaximum: bound,
});

test('numbers are within their bounds, and all that are can be written', () => {
  const digits = fc.oneof(fc.integer({ min: -1_300, max: 1_300 }), fc.integer({ min: -3, max: 3 }));
  const decimals = fc.constantFrom('', '.0', '.5', '.25');
  fc.assert(
    fc.property(
      ...[fc.constantFrom('integer' as const, 'number' as const), bounded],
      ...[fc.array(fc.tuple(digits, decimals), { minLength: 20 })],
      (type, bounds, values) => {
        const { minimum = -1e9, maximum = 1e9 } = bounds;
        const { exclusiveMinimum = -1e9, exclusiveMaximum = 1e9 } = bounds;
        const given = Object.entries(bounds).filter(([, value]) => value !== undefined);
        const schema = { type, ...Object.fromEntries(given) };
        const texts = values.map(([whole, part]) => `${whole}${type === 'integer' ? '' : part}`);
        const inside = texts.filter((text) => {
          const value = Number(text);
          const isAbove = value >= minimum && value > exclusiveMinimum;
          return isAbove && value <= maximum && value < exclusiveMaximum;
        });
        if (inside.length === 0) return;
        const grammar = schemaToGbnf(schema);
        expect(texts.filter((text) => matchesGbnf(grammar, text))).toEqual(inside);
      },
    ),
  );
});

test.each<[string, JsonSchema]>([
  ['maximum below its minimum', { type: 'integer', minimum: 3, exclusiveMaximum: 3 }],
  ['maximum below its minimum', { type: 'number', exclusiveMinimum: 3, maximum: 3 }],
  ['not a whole number', { type: 'number', minimum: 0.5 }],
  ['pattern beside a length', { type: 'string', pattern: 'a', maxLength: 2 }],
  ['refers to none', { ref: 'none' }],
])('refuses a schema with a %s', (message, schema) => {
  expect(() => schemaToGbnf(schema)).toThrow(message);
});
