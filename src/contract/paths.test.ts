import { expect, test } from 'vitest';
import { hostPathSchema } from './paths.ts';

const messageOf = (given: unknown): string | undefined =>
  hostPathSchema.safeParse(given).error?.issues.find(({ code }) => code === 'custom')?.message;

test('what no system takes as a path is refused in words', () => {
  expect(messageOf('\u0089\u00e0n\u0000')).toBe('The path contains a NUL character.');
  expect(messageOf('')).toBe('The path is empty.');
  expect(messageOf('a'.repeat(4_001))).toBe('The path is too long: 4,000 characters at most.');
});

test('a path, and the id of what was chosen, are taken as they are', () => {
  const id = { chosen: '019aaaaa-0000-4000-8000-000000000001' };
  for (const given of ['/a/\u00e0 b\n.mp4', id]) expect(hostPathSchema.parse(given)).toEqual(given);
  expect(hostPathSchema.safeParse({ chosen: '../../etc/passwd' }).success).toBe(false);
});
