import fc from 'fast-check';
import { expect, test } from 'vitest';
import { regexToGbnf } from './regexToGbnf.ts';
import { matchesGbnf } from './testing/matchesGbnf.ts';

const wholeMatch = (regex: string): RegExp => new RegExp(`^(?:${regex})$`, 'u');

const atoms = [
  'a',
  'b',
  '-',
  'é',
  '😀',
  '.',
  '\\d',
  '\\W',
  '\\s',
  '\\n',
  '\\.',
  '\\u00e9',
  '\\x61',
];
const classes = ['[ab]', '[^a]', '[a-c-]', '[\\d_]', '[^\\w\\s]', '[\\]\\\\^]', '[^-😀]', '[\\D]'];
const quantifiers = ['*', '+', '?', '{2}', '{1,}', '{0,2}', '{1,3}', '{0}', '*?', '+?', '{1,2}?'];

const { regex: anyRegex } = fc.letrec<{ regex: string }>((tie) => ({
  regex: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    fc.constantFrom(...atoms, ...classes, '[b]?'),
    fc.tuple(tie('regex'), tie('regex')).map(([a, b]) => `${a}${b}`),
    fc.tuple(tie('regex'), tie('regex')).map(([a, b]) => `(?:${a}|${b})`),
    fc.tuple(tie('regex'), fc.constantFrom(...quantifiers)).map(([a, times]) => `(${a})${times}`),
  ),
}));

const anyText = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', '1', '_', '-', '.', ' ', '\n', 'é', '😀', '\\', ']', '^'),
  maxLength: 6,
});

test('matches what ECMAScript matches', () => {
  const counts = { matched: 0, refused: 0 };
  fc.assert(
    fc.property(anyRegex, fc.array(anyText, { minLength: 5, maxLength: 5 }), (regex, texts) => {
      const grammar = regexToGbnf(regex);
      for (const text of texts) {
        const matches = wholeMatch(regex).test(text);
        counts[matches ? 'matched' : 'refused']++;
        expect([text, matchesGbnf(grammar, text)]).toEqual([text, matches]);
      }
    }),
  );
  expect(Math.min(counts.matched, counts.refused)).toBeGreaterThan(10);
});

/** A regex and a text it matches. Made together: ECMAScript's own matching can take very long. */
type Pair = readonly [regex: string, text: string];
const { pair: anyPair } = fc.letrec<{ pair: Pair }>((tie) => ({
  pair: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    fc.constantFrom<Pair[]>(['a', 'a'], ['[^a-c]', '😀'], ['\\d', '7'], ['.', '\t'], ['', '']),
    fc.constantFrom<Pair[]>(['\\W', 'é'], ['\\s', '\u2003'], ['[\\d\\]]', ']'], ['\\n', '\n']),
    fc.tuple(tie('pair'), tie('pair')).map(([[a, x], [b, y]]): Pair => [`${a}${b}`, `${x}${y}`]),
    fc
      .tuple(tie('pair'), tie('pair'), fc.boolean())
      .map(([[a, x], [b, y], first]): Pair => [`(${a}|${b})`, first ? x : y]),
    fc
      .tuple(
        tie('pair'),
        fc.constantFrom(['*', 0], ['*', 2], ['+', 3], ['?', 1], ['{2}', 2], ['{1,3}?', 2]),
      )
      .map(([[a, x], [sign, times]]): Pair => [`(?:${a})${sign}`, x.repeat(Number(times))]),
  ),
}));

test('matches texts made for the regex', () => {
  fc.assert(
    fc.property(anyPair, ([regex, text]) => {
      expect(matchesGbnf(regexToGbnf(regex), text)).toBe(true);
    }),
  );
});

test.each<[string, readonly string[], readonly string[]]>([
  ['^\\d{4}-\\d{2}-\\d{2}$', ['2026-11-24'], ['2026-1-24', ' 2026-11-24', '2026-11-24\n']],
  ['^yes$|^no$', ['yes', 'no'], ['yesno', '']],
  ['(?P<word>\\w+)@x\\.y', ['a_1@x.y'], ['@x.y', 'a@xzy']],
  ['{"a": [\\d]}', ['{"a": 1}'], ['{"a": }']],
  ['(a*)*', ['', 'aaa'], ['b']],
  ['(?:a?b?|)+c', ['c', 'abc', 'bac'], ['ab']],
  ['\\ud83d\\ude00\\u{1F600}\\cJ\\t', ['😀😀\n\t'], ['😀']],
  ['[\\b"-]', ['\b', '"', '-'], ['b']],
  ['(x{3}){1000}', ['x'.repeat(3_000)], ['x'.repeat(2_999), 'x'.repeat(3_001)]],
  ['x{2,1000}', ['xx', 'x'.repeat(1_000)], ['x', 'x'.repeat(1_001)]],
  ['', [''], ['a']],
])('%s', (regex, inside, outside) => {
  const grammar = regexToGbnf(regex);
  expect(inside.filter((text) => !matchesGbnf(grammar, text))).toEqual([]);
  expect(outside.filter((text) => matchesGbnf(grammar, text))).toEqual([]);
});

test.each([
  ['a(?=b)', 'lookaround, which is not supported, at character 2'],
  ['(?<!b)a', 'lookaround, which is not supported, at character 1'],
  ['(a)\\1', 'a backreference, which is not supported, at character 5'],
  ['\\bword', 'a word boundary, which is not supported, at character 2'],
  ['\\p{L}', 'a Unicode property, which is not supported, at character 2'],
  ['(?i)a', 'a kind of group that is not supported at character 2'],
  ['a^b', 'an anchor that is not at an end at character 2'],
  ['(a$)', 'an anchor that is not at an end at character 3'],
  ['a**', 'a quantifier with nothing to repeat at character 3'],
  ['{2}', 'a quantifier with nothing to repeat at character 1'],
  ['a{,3}', '{,n}, to be written {0,n}, at character 2'],
  ['a{1001}', 'a repetition of more than 1000'],
  ['a{3,2}', 'a repetition whose end is below its start'],
  ['(a', 'a ( without its )'],
  ['a)', 'a ) without its ('],
  ['[a', 'a [ without its ]'],
  ['[z-a]', 'a range out of order'],
  ['[^\\s\\S]', 'a class that no character is in'],
  ['\\q', 'an unknown escape, \\q,'],
  ['\\u00', 'without its hexadecimal digits'],
  ['\\ud83d', 'an escape of what is no character'],
  ['a\\', 'nothing behind a backslash'],
  ['('.repeat(200), 'groups nested more than 100 deep'],
  ['a'.repeat(5_000), 'over 4000 characters'],
  [`(${'a?b?'.repeat(900)})*`, 'a grammar of more than 100000 characters'],
  [Array.from({ length: 99 }, (_, i) => `a{${900 + i}}`).join(''), 'repeats too many things'],
])('refuses %s', (regex, message) => {
  expect(() => regexToGbnf(regex)).toThrow(
    expect.objectContaining({ code: 'usage.invalid', message: expect.stringContaining(message) }),
  );
});

test('any text is either a grammar or refused in words', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'a\\[](){}^$|*+?.,-1:=<u'), maxLength: 12 }),
      (regex) => {
        try {
          matchesGbnf(regexToGbnf(regex), 'a');
        } catch (error) {
          expect(error).toMatchObject({ name: 'AppError', code: 'usage.invalid' });
        }
      },
    ),
  );
});
