import { expect, test } from 'vitest';
import { serverMessage } from './failureOf.ts';

test('of an error page the words are shown, without its tags', () => {
  expect(serverMessage('<html><h1>Bad gateway</h1>\n<p>Try later.')).toBe('Bad gateway Try later.');
});

test('a page of tags that never end does not hold the program up', () => {
  expect(serverMessage('<ab&'.repeat(100_000)).length).toBeLessThan(400);
});
