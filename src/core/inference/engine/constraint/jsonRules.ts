import type { GrammarRules } from './grammarRules.ts';

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
const space = '" "?';

/** The name of the rule of one character in a JSON string. */
export function jsonCharacter(rules: GrammarRules): string {
  return rules.add(character, 'character');
}

/** Names of the rules of any JSON (RFC 8259), with at most one space after a colon or comma. */
export function jsonRules(rules: GrammarRules) {
  return {
    get integer(): string {
      return rules.add(integer, 'integer');
    },
    get number(): string {
      return rules.add(number, 'number');
    },
    get string(): string {
      return rules.add(`"\\"" ${jsonCharacter(rules)}* "\\""`, 'string');
    },
    get value(): string {
      return rules.recursive('value', (value) => {
        const { string, number: anyNumber } = jsonRules(rules);
        const array = rules.add(`"[]" | "[" ${value} ("," ${space} ${value})* "]"`, 'array');
        const pair = rules.add(`${string} ":" ${space} ${value}`, 'pair');
        const object = rules.add(`"{}" | "{" ${pair} ("," ${space} ${pair})* "}"`, 'object');
        return `${object} | ${array} | ${string} | ${anyNumber} | "true" | "false" | "null"`;
      });
    },
  };
}
