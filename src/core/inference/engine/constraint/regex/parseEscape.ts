import { type CharacterSet, complementOf, digits, spaces, wordCharacters } from './characterSet.ts';
import type { RegexSource } from './regexSource.ts';

const sets: Readonly<Record<string, CharacterSet>> = {
  d: digits,
  D: complementOf(digits),
  w: wordCharacters,
  W: complementOf(wordCharacters),
  s: spaces,
  S: complementOf(spaces),
};

const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13 };

/** What follows a backslash: a code point, or a set of them such as `\d`. */
export function parseEscape(source: RegexSource): number | CharacterSet {
  const character = source.next;
  if (character === undefined) throw source.refuse('nothing behind a backslash');
  const set = Object.hasOwn(sets, character) ? sets[character] : undefined;
  const control = Object.hasOwn(controls, character) ? controls[character] : undefined;
  if (set !== undefined || control !== undefined) {
    source.take();
    return set ?? control ?? 0;
  }
  if (character === 'x' || character === 'u') return parseHex(source);
  const letter = source.takeMatch(/^c([A-Za-z])/)?.[1];
  if (letter !== undefined) return (letter.codePointAt(0) ?? 0) % 32;
  if (/[1-9k]/.test(character)) throw source.refuse('a backreference, which is not supported,');
  if (/[bB]/.test(character)) throw source.refuse('a word boundary, which is not supported,');
  if (/[pP]/.test(character)) throw source.refuse('a Unicode property, which is not supported,');
  if (/\w/.test(character)) throw source.refuse(`an unknown escape, \\${character},`);
  source.take();
  return character.codePointAt(0) ?? 0;
}

function parseHex(source: RegexSource): number {
  const pair = source.takeMatch(/^u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})/);
  const [, high = '', low = ''] = pair ?? [];
  if (pair !== undefined) {
    return (
      (Number.parseInt(high, 16) - 0xd800) * 0x400 + Number.parseInt(low, 16) - 0xdc00 + 0x10000
    );
  }
  const hex = source.takeMatch(/^(?:x([0-9a-f]{2})|u([0-9a-f]{4})|u\{([0-9a-f]{1,8})\})/i);
  const code = Number.parseInt(hex?.[1] ?? hex?.[2] ?? hex?.[3] ?? '', 16);
  if (Number.isNaN(code)) throw source.refuse('a \\x or \\u without its hexadecimal digits');
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
    throw source.refuse('an escape of what is no character of a text,');
  }
  return code;
}
