import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutSecrets } from './withoutSecrets.ts';

const key = 'sk-"a1b2c3d4e5f6"/+<ü';

test.each([
  ['as it is', key],
  ['in JSON', JSON.stringify({ key })],
  ['in an address', new URL(`https://a.example/?key=${encodeURIComponent(key)}`).href],
  ['in a form', new URLSearchParams({ key, name: 'Anna' }).toString()],
  ['in a header in base64', Buffer.from(`Basic anna:${key}`).toString('base64')],
  ['in base64 of addresses', Buffer.from(`x:${key}, that was it`).toString('base64url')],
])('a secret is hidden %s', (_how, said) => {
  const shown = withoutSecrets(`Wrong: ${said}.`, [key]);
  expect(shown).toMatch(/^Wrong: .*\*\*\*.*\.$/s);
  for (const piece of ['a1b2c3', 'YTFiMmMz', 'ExYjJj', 'hMWIyYz']) {
    expect(shown).not.toContain(piece);
  }
});

test('a short secret is hidden as it is; its base64 is a piece of other words', () => {
  expect(withoutSecrets('the key ok is wrong', ['ok'])).toBe('the key *** is wrong');
  expect(withoutSecrets(`b2s ${'b2tlZA=='}`, ['ok'])).toBe('b2s b2tlZA==');
});

test('a text without the secret stays as it is, and no secret hides nothing', () => {
  expect(withoutSecrets('no such model', [key])).toBe('no such model');
  expect(withoutSecrets('no such model', [''])).toBe('no such model');
});

test('whatever is around it, in base64 nothing of a secret is left that tells it', () => {
  const secret = 'q7W2mZ9xK4vT8nB3';
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const text = Buffer.from(`${before}${secret}${after}`).toString('base64');
      const shown = withoutSecrets(text, [secret]);
      expect(Buffer.from(shown.split('***')[0] ?? '', 'base64').toString()).not.toContain('q7W2');
      expect(shown).toContain('***');
    }),
  );
});
