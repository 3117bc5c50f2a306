import { expect, test } from 'vitest';
import { hasUsersProxy } from './hasUsersProxy.ts';

test('a proxy counts when it is named, in small letters too', () => {
  expect(hasUsersProxy({ https_proxy: 'http://proxy.example:3128' })).toBe(true);
  expect(hasUsersProxy({ HTTP_PROXY: '', NO_PROXY: '*' })).toBe(false);
});
