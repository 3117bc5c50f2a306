import { AppError } from '../../../base/index.ts';

/** Longest grammar, in characters, that the engine takes. */
export const maxGrammarCharacters = 100_000;

/** llama.cpp writes a repetition out as so many rules; together they must stay small. */
const maxRepeated = 50_000;

/** llama.cpp drops the upper bound of a repetition beyond 2,000: longer ones go in blocks. */
const blockLength = 1_000;

/**
 * The rules of a GBNF grammar in the making. Whatever is repeated or has alternatives becomes a
 * rule with a name, because llama.cpp limits repetition inside of parentheses. The same rule is
 * written once. Throws `usage.invalid` when the grammar grows beyond what llama.cpp handles well.
 */
export class GrammarRules {
  readonly #names = new Map<string, string>();
  readonly #repetitions = new Map<string, string>();
  /** Rules that refer to themselves, by their name. */
  readonly #reserved = new Map<string, string>();
  readonly #recursive = new Map<string, string>();
  #characters = 0;
  #repeated = 0;

  /** The name of a rule with that body, which may be a name already; `hint` begins a new name: lower-case letters. */
  add(body: string, hint = 'r'): string {
    if (/^[a-z]+\d+$/.test(body)) return body;
    const known = this.#names.get(body);
    if (known !== undefined) return known;
    const name = `${hint}${this.#names.size}`;
    this.#names.set(body, name);
    this.#grow(name.length + body.length + 6);
    return name;
  }

  /** A name for a rule that is defined later, because it refers to itself. */
  reserve(): string {
    const name = `self${this.#reserved.size}`;
    this.#reserved.set(name, '');
    return name;
  }

  define(name: string, body: string): void {
    this.#reserved.set(name, body);
    this.#grow(name.length + body.length + 6);
  }

  /** The name of a rule that refers to itself, made once for each `key`. */
  recursive(key: string, body: (name: string) => string): string {
    const known = this.#recursive.get(key);
    if (known !== undefined) return known;
    const name = this.reserve();
    this.#recursive.set(key, name);
    this.define(name, body(name));
    return name;
  }

  /** A sequence of `min` to `max` items; `item` is a rule's name or a character class. */
  repeat(item: string, min: number, max: number | undefined): string {
    if (max === 0) return '""';
    if (min === 1 && max === 1) return item;
    const key = `${item} ${min} ${max}`;
    const known = this.#repetitions.get(key);
    if (known !== undefined) return known;
    const first = min === 0 ? '' : this.#exactly(item, min);
    const rest = max === undefined ? `${item}*` : max > min ? this.#upTo(item, max - min) : '';
    const name = this.add([first, rest].filter((part) => part !== '').join(' '));
    this.#repetitions.set(key, name);
    return name;
  }

  /** The grammar, `root` first. */
  text(root: string): string {
    const rules = [...this.#names].map(([body, name]) => `${name} ::= ${body}`);
    const reserved = [...this.#reserved].map(([name, body]) => `${name} ::= ${body}`);
    const grammar = [`root ::= ${root}`, ...reserved, ...rules, ''].join('\n');
    if (grammar.length > maxGrammarCharacters) throw tooLarge();
    return grammar;
  }

  /** Checked while it grows: a short constraint can make a very long grammar. */
  #grow(characters: number): void {
    this.#characters += characters;
    if (this.#characters > maxGrammarCharacters) throw tooLarge();
  }

  #exactly(item: string, count: number): string {
    if (count === 1) return item;
    if (count <= blockLength) return `${item}{${this.#counted(count)}}`;
    const block = this.add(this.#exactly(item, blockLength));
    const blocks = this.#exactly(block, Math.floor(count / blockLength));
    const rest = count % blockLength;
    return rest === 0 ? blocks : `${blocks} ${this.#exactly(item, rest)}`;
  }

  /** Either less than a block, or a block and up to the rest. */
  #upTo(item: string, count: number): string {
    if (count === 1) return `${item}?`;
    if (count < blockLength) return `${item}{0,${this.#counted(count)}}`;
    const less = this.add(`${item}{0,${this.#counted(blockLength - 1)}}`);
    const block = this.add(this.#exactly(item, blockLength));
    let rest = count % blockLength === 0 ? '""' : this.#upTo(item, count % blockLength);
    for (let blocks = Math.floor(count / blockLength); blocks > 0; blocks--) {
      rest = this.add(`${less} | ${block} ${rest}`);
    }
    return rest;
  }

  #counted(count: number): number {
    this.#repeated += count;
    if (this.#repeated > maxRepeated) {
      throw new AppError('usage.invalid', 'The constraint repeats too many things too often.');
    }
    return count;
  }
}

function tooLarge(): AppError {
  return new AppError(
    'usage.invalid',
    `The constraint makes a grammar of more than ${maxGrammarCharacters} characters.`,
  );
}

/** A GBNF literal of exactly that text. */
export function gbnfLiteral(text: string): string {
  return `"${[...text].map((character) => gbnfCharacter(character.codePointAt(0) ?? 0)).join('')}"`;
}

/** A character as it is written in a literal or a class: all but plain letters and digits escaped. */
export function gbnfCharacter(codePoint: number): string {
  const character = String.fromCodePoint(codePoint);
  if (/^[\w .,:;{}()/|+*?=<>!'#@%&~$]$/.test(character)) return character;
  const digits = codePoint <= 0xff ? 2 : codePoint <= 0xffff ? 4 : 8;
  const prefix = { 2: '\\x', 4: '\\u', 8: '\\U' }[digits];
  return `${prefix}${codePoint.toString(16).toUpperCase().padStart(digits, '0')}`;
}
