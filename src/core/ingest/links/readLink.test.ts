import { expect, test } from 'vitest';
import { itemLink, readLink } from './readLink.ts';

test.for([
  ['https://example.com/v/1', 'https://example.com/v/1', undefined],
  ['  HTTP://Example.com  ', 'http://example.com/', undefined],
  ['https://example.com/a?b=c#t=3', 'https://example.com/a?b=c#t=3', undefined],
  ['https://example.com/two#video-2', 'https://example.com/two', 2],
] as const)('%s', ([text, url, item]) => {
  const link = readLink(text);
  expect(link).toEqual(item === undefined ? { url } : { url, item });
  expect(readLink(itemLink(link))).toEqual(link);
});

test.for([
  '',
  'example.com/v/1',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'ftp://example.com/a.mp4',
  'https://me:word@example.com/',
  'http://[::1',
  '--exec=rm',
])('%s is no link', (text) => {
  expect(() => readLink(text)).toThrow(expect.objectContaining({ code: 'link.invalid' }));
});
