import { expect, test } from 'vitest';
import { gbnfOf } from './gbnfOf.ts';
import { matchesGbnf } from './testing/matchesGbnf.ts';

test('each kind of constraint becomes a grammar', () => {
  const gbnf = '# a list\nroot ::= ("- " item)+\nitem ::= [^\\n]+ "\\n"\n';
  expect(gbnfOf({ gbnf })).toBe(gbnf);
  expect(matchesGbnf(gbnfOf({ schema: { type: 'boolean' } }), 'true')).toBe(true);
  expect(matchesGbnf(gbnfOf({ regex: 'a+' }), 'aaa')).toBe(true);
});

test.each([
  ['characters', `root ::= "${'x'.repeat(100_000)}"`],
  ['NUL', 'root ::= "a"\0'],
  ['root', 'rooted ::= "a"'],
])('refuses a written grammar (%s)', (message, gbnf) => {
  expect(() => gbnfOf({ gbnf })).toThrow(
    expect.objectContaining({ code: 'usage.invalid', message: expect.stringContaining(message) }),
  );
});
