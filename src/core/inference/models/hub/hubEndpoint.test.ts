import { expect, test } from 'vitest';
import { hubEndpoint, npmEndpoint, usualHub, usualRegistry } from './hubEndpoint.ts';

test.each([
  [undefined, usualHub],
  ['', usualHub],
  ['https://hub.example.com/', 'https://hub.example.com'],
  ['https://proxy.example.com/hf/?a=1#b', 'https://proxy.example.com/hf'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
])('HF_ENDPOINT %s leads to %s', (given, address) => {
  expect(hubEndpoint(given)).toBe(address);
});

test.each([
  'http://hub.example.com',
  'file:///etc/passwd',
  'https://user:password@hub.example.com',
  'hub.example.com',
])('HF_ENDPOINT %s is refused', (given) => {
  expect(() => hubEndpoint(given)).toThrow(/HF_ENDPOINT is not the address of a model hub/);
});

test('npm_config_registry is held to the same', () => {
  expect(npmEndpoint(undefined)).toBe(usualRegistry);
  expect(npmEndpoint('https://npm.example.com/mirror/')).toBe('https://npm.example.com/mirror');
  expect(() => npmEndpoint('http://npm.example.com')).toThrow(/npm_config_registry is not/);
});
