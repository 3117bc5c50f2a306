import { gbnfCharacter } from '../grammarRules.ts';

/** First and last code point of a run. */
export type Range = readonly [number, number];

/** Runs of code points in order, apart from each other by at least one. */
export type CharacterSet = readonly Range[];

const lastCodePoint = 0x10ffff;

export function setOf(ranges: readonly Range[]): CharacterSet {
  const merged: [number, number][] = [];
  for (const [first, last] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const before = merged.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

export function complementOf(set: CharacterSet): CharacterSet {
  const ranges: Range[] = [];
  let next = 0;
  for (const [first, last] of set) {
    if (first > next) ranges.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= lastCodePoint) ranges.push([next, lastCodePoint]);
  return ranges;
}

/** What is in the first and not in the second. */
export function without(set: CharacterSet, taken: CharacterSet): CharacterSet {
  return complementOf(setOf([...complementOf(set), ...taken]));
}

export const digits = setOf([[0x30, 0x39]]);
export const wordCharacters = setOf([
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
]);
/** ECMAScript's WhiteSpace and LineTerminator. */
export const spaces = setOf([
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
]);
/** What `.` does not match. */
export const lineEnds = setOf([
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
]);

/** As a GBNF class, the shorter way around. */
export function gbnfClass(set: CharacterSet): string {
  const others = complementOf(set);
  if (others.length === 0) return '.';
  return others.length < set.length ? `[^${runs(others)}]` : `[${runs(set)}]`;
}

function runs(set: CharacterSet): string {
  return set
    .map(([first, last]) =>
      first === last ? gbnfCharacter(first) : `${gbnfCharacter(first)}-${gbnfCharacter(last)}`,
    )
    .join('');
}
