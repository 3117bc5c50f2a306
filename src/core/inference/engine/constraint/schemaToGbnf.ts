import { AppError } from '../../../base/index.ts';
import type { JsonSchema } from '../../languageModel.ts';
import { GrammarRules, gbnfLiteral } from './grammarRules.ts';

/** Deepest nesting of arrays, objects and alternatives. */
const maxDepth = 64;
const maxLength = 100_000;

const space = '" "?';
/** At most 15 digits, which a double holds exactly. */
const integer = '"-"? ("0" | [1-9] [0-9]{0,14})';
const number = `${integer} ("." [0-9]{1,15})? ([eE] [-+]? [0-9]{1,2})?`;
/** A character of JSON's strings. An escaped surrogate pair is one character, half of one none. */
const character = [
  '[^"\\\\\\x00-\\x1F]',
  '"\\\\" ["\\\\/bfnrt]',
  '"\\\\u" ([0-9a-cA-CefEF] [0-9a-fA-F]{3} | [dD] [0-7] [0-9a-fA-F]{2})',
  '"\\\\u" [dD] [89abAB] [0-9a-fA-F]{2} "\\\\u" [dD] [c-fC-F] [0-9a-fA-F]{2}',
].join(' | ');

/**
 * A GBNF grammar (llama.cpp's grammars/README.md) of the JSON documents of a schema. They are
 * compact but for one space that may follow a colon or comma: a small model that may write
 * whitespace writes nothing else. Numbers have at most 15 digits, exponents two. Throws
 * `usage.invalid` for a schema that no document fits or that is too large.
 */
export function schemaToGbnf(schema: JsonSchema): string {
  const rules = new GrammarRules();
  return rules.text(ruleOf(schema, rules, 0));
}

/** A rule's name or a sequence without alternatives. */
function ruleOf(schema: JsonSchema, rules: GrammarRules, depth: number): string {
  if (depth > maxDepth) throw invalid('The schema is nested too deeply.');
  if ('const' in schema) return literal(schema.const);
  if ('enum' in schema) return choice([...new Set(schema.enum.map(literal))], rules);
  if ('oneOf' in schema) {
    return choice([...new Set(schema.oneOf.map((one) => ruleOf(one, rules, depth + 1)))], rules);
  }
  switch (schema.type) {
    case 'string': {
      const { min, max } = bounds(schema.minLength, schema.maxLength);
      const text = rules.repeat(rules.add(character, 'character'), min, max);
      return rules.add(`"\\"" ${text} "\\""`, 'string');
    }
    case 'integer':
      return rules.add(integer, 'integer');
    case 'number':
      return rules.add(number, 'number');
    case 'boolean':
      return rules.add('"true" | "false"', 'boolean');
    case 'null':
      return '"null"';
    case 'array': {
      const { min, max } = bounds(schema.minItems, schema.maxItems);
      if (max === 0) return '"[]"';
      const item = rules.add(ruleOf(schema.items, rules, depth + 1), 'item');
      const next = rules.add(`"," ${space} ${item}`, 'next');
      const more = rules.repeat(next, Math.max(0, min - 1), max === undefined ? max : max - 1);
      const filled = `"[" ${item} ${more} "]"`;
      return rules.add(min === 0 ? `"[]" | ${filled}` : filled, 'array');
    }
    case 'object': {
      const properties = Object.entries(schema.properties).map(
        ([key, value]) => `${literal(key)} ":" ${space} ${ruleOf(value, rules, depth + 1)}`,
      );
      return rules.add(`"{" ${properties.join(` "," ${space} `)} "}"`, 'object');
    }
    default:
      return schema satisfies never;
  }
}

function choice(alternatives: readonly string[], rules: GrammarRules): string {
  const [only, ...others] = alternatives;
  if (only === undefined) throw invalid('The schema has a choice of nothing.');
  return others.length === 0 ? only : rules.add(alternatives.join(' | '), 'choice');
}

function literal(value: string | number | boolean | null): string {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw invalid('The schema holds a number that JSON cannot write.');
  }
  return gbnfLiteral(JSON.stringify(value));
}

function bounds(min = 0, max?: number): { min: number; max: number | undefined } {
  for (const bound of [min, max ?? min]) {
    if (!Number.isInteger(bound) || bound < 0 || bound > maxLength) {
      throw invalid(`The schema holds a length that is not 0 to ${maxLength}.`);
    }
  }
  if (max !== undefined && max < min) throw invalid('The schema has a maximum below its minimum.');
  return { min, max };
}

function invalid(message: string): AppError {
  return new AppError('usage.invalid', message);
}
