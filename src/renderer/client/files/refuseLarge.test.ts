import { expect, test } from 'vitest';
import { maxMessageBytes } from '../../../contract/index.ts';
import { refuseLarge } from './refuseLarge.ts';

test('a message that the host does not take fails with its size, before the socket is lost', () => {
  expect(() => refuseLarge('a'.repeat(maxMessageBytes))).not.toThrow();
  expect(() => refuseLarge('é'.repeat(maxMessageBytes / 2 + 1))).toThrow(
    'The input is too large: 32 MB of at most 32 MB. Send less at a time.',
  );
  expect(() => refuseLarge(new Uint8Array(45_000_000))).toThrow('45 MB of at most 32 MB');
});
