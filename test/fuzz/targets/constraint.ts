import { toJsonSchema } from '../../../src/core/api/openai/schemas/toJsonSchema.ts';
import { gbnfOf } from '../../../src/core/inference/engine/constraint/gbnfOf.ts';
import { parseGbnf } from '../../../src/core/inference/engine/constraint/testing/parseGbnf.ts';
import { expectThat, type FuzzTarget } from '../fuzzTarget.ts';

const maxCharacters = 100_000;

/** What a client wants an answer to fit: a JSON schema, or else a regular expression. */
export const target: FuzzTarget = {
  name: 'constraint',
  codes: ['usage.invalid'],
  words: [
    '"$ref":"#/$defs/a%2Fb"',
    '"minLength":1000',
    '"anyOf"',
    '"allOf"',
    '"required"',
    '"minimum":-5',
    '"pattern":"^a"',
    '{"$ref":"#"}',
    '(?:a?b?)*',
    '{1,1000}',
    '[^\\d]',
    '\\ud83d\\ude00',
    '[a-z]',
    '|',
    '(?<n>',
    'string',
    'array',
    'object',
  ],
  run: (input) => {
    const text = input.toString();
    const json = parsed(text);
    const grammar = gbnfOf(json === undefined ? { regex: text } : { schema: toJsonSchema(json) });
    expectThat(grammar.length <= maxCharacters, 'a grammar has a largest length');
    // Throws for what llama.cpp would not take.
    parseGbnf(grammar);
  },
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
