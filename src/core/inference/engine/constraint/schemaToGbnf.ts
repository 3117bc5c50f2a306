import { AppError } from '../../../base/index.ts';
import type { JsonSchema } from '../../languageModel.ts';
import { GrammarRules, gbnfLiteral } from './grammarRules.ts';
import { jsonCharacter, jsonRules } from './jsonRules.ts';
import { integersWithin, numbersWithin } from './numberRange.ts';
import { patternToItems } from './regexToGbnf.ts';

/** Deepest nesting of arrays, objects and alternatives. */
const maxDepth = 64;
const maxLength = 100_000;

const space = '" "?';
type Typed<Type> = Extract<JsonSchema, { type: Type }>;

/**
 * A GBNF grammar (llama.cpp's grammars/README.md) of the JSON documents of a schema. They are
 * compact but for one space that may follow a colon or comma: a small model that may write
 * whitespace writes nothing else. Numbers have at most 15 digits, exponents two. Throws
 * `usage.invalid` for a schema that no document fits or that is too large.
 */
export function schemaToGbnf(schema: JsonSchema): string {
  const rules = new GrammarRules();
  return rules.text(schemaItems(schema, rules));
}

/** A rule's name or a sequence without alternatives, of the documents of a schema. */
export function schemaItems(schema: JsonSchema, rules: GrammarRules): string {
  return new SchemaRules(rules).of(schema, 0);
}

class SchemaRules {
  readonly #rules: GrammarRules;
  /** Rules of definitions, by the name that references use. */
  readonly #references = new Map<string, string>();

  constructor(rules: GrammarRules) {
    this.#rules = rules;
  }

  of(schema: JsonSchema, depth: number): string {
    if (depth > maxDepth) throw invalid('The schema is nested too deeply.');
    if ('const' in schema) return literal(schema.const);
    if ('enum' in schema) return this.#choice([...new Set(schema.enum.map(literal))]);
    if ('oneOf' in schema) {
      return this.#choice([...new Set(schema.oneOf.map((one) => this.of(one, depth + 1)))]);
    }
    if ('any' in schema) return jsonRules(this.#rules).value;
    if ('ref' in schema) return this.#reference(schema.ref);
    if ('definitions' in schema) {
      const definitions = Object.entries(schema.definitions);
      for (const [name] of definitions) this.#references.set(name, this.#rules.reserve());
      for (const [name, one] of definitions) {
        this.#rules.define(this.#reference(name), this.of(one, depth + 1));
      }
      return this.of(schema.schema, depth + 1);
    }
    switch (schema.type) {
      case 'string':
        return this.#string(schema);
      case 'integer':
      case 'number':
        return this.#number(schema);
      case 'boolean':
        return this.#rules.add('"true" | "false"', 'boolean');
      case 'null':
        return '"null"';
      case 'array':
        return this.#array(schema, depth);
      case 'object':
        return this.#object(schema, depth);
      default:
        return schema satisfies never;
    }
  }

  #string({ minLength, maxLength: most, pattern }: Typed<'string'>): string {
    if (pattern !== undefined) {
      if (minLength !== undefined || most !== undefined) {
        throw invalid('The schema has a pattern beside a length.');
      }
      return this.#rules.add(`"\\"" ${patternToItems(pattern, this.#rules)} "\\""`, 'string');
    }
    const { min, max } = bounds(minLength, most);
    const text = this.#rules.repeat(jsonCharacter(this.#rules), min, max);
    return this.#rules.add(`"\\"" ${text} "\\""`, 'string');
  }

  #number({ type, ...given }: Typed<'integer' | 'number'>): string {
    const { integer, number } = jsonRules(this.#rules);
    const isBounded = Object.values(given).some((bound) => bound !== undefined);
    if (!isBounded) return type === 'integer' ? integer : number;
    if (!Object.values(given).every((bound) => bound === undefined || Number.isInteger(bound))) {
      throw invalid('The schema has a bound that is not a whole number.');
    }
    return this.#choice(type === 'integer' ? integersWithin(given) : numbersWithin(given));
  }

  #array({ items, minItems, maxItems }: Typed<'array'>, depth: number): string {
    const { min, max } = bounds(minItems, maxItems);
    if (max === 0) return '"[]"';
    const item = this.#rules.add(this.of(items, depth + 1), 'item');
    const next = this.#rules.add(`"," ${space} ${item}`, 'next');
    const more = this.#rules.repeat(next, Math.max(0, min - 1), max === undefined ? max : max - 1);
    const filled = `"[" ${item} ${more} "]"`;
    return this.#rules.add(min === 0 ? `"[]" | ${filled}` : filled, 'array');
  }

  #object({ properties, required, additional }: Typed<'object'>, depth: number): string {
    const entries = Object.entries(properties);
    if (additional !== undefined && entries.length === 0) {
      const value = this.of(additional, depth + 1);
      const pair = this.#rules.add(
        `${jsonRules(this.#rules).string} ":" ${space} ${value}`,
        'pair',
      );
      const next = this.#rules.add(`"," ${space} ${pair}`, 'next');
      return this.#rules.add(`"{}" | "{" ${pair} ${next}* "}"`, 'object');
    }
    const needed = new Set(required ?? entries.map(([key]) => key));
    const pairs = entries.map(([key, value]) => ({
      text: `${literal(key)} ":" ${space} ${this.of(value, depth + 1)}`,
      isRequired: needed.has(key),
    }));
    return this.#rules.add(`"{" ${this.#pairs(pairs)} "}"`, 'object');
  }

  /**
   * Pairs in order, those that are not required at will. From the last to the first: `rest` is what
   * may follow once there is a pair before, `start` what may come with none before.
   */
  #pairs(pairs: readonly { text: string; isRequired: boolean }[]): string {
    let rest = '""';
    let start = '""';
    for (const { text, isRequired } of pairs.toReversed()) {
      const withNext = rest === '""' ? text : `${text} ${rest}`;
      const next = `"," ${space} ${withNext}`;
      if (isRequired) {
        start = withNext;
        rest = next;
      } else {
        start = this.#rules.add(
          start === '""' ? `${withNext} | ""` : `${withNext} | ${start}`,
          'start',
        );
        rest = this.#rules.add(rest === '""' ? `${next} | ""` : `${next} | ${rest}`, 'rest');
      }
    }
    return start;
  }

  #reference(name: string): string {
    const rule = this.#references.get(name);
    if (rule === undefined) throw invalid(`The schema refers to ${name}, which is not defined.`);
    return rule;
  }

  #choice(alternatives: readonly string[]): string {
    const [only, ...others] = alternatives;
    if (only === undefined) throw invalid('The schema has a choice of nothing.');
    return others.length === 0 ? only : this.#rules.add(alternatives.join(' | '), 'choice');
  }
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
