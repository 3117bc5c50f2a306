import { expect, test } from 'vitest';
import { formOf, readForm } from './serverForm.ts';

test('a filled form becomes the server’s fields and its key', () => {
  const form = {
    ...formOf(undefined),
    name: ' GPU box ',
    url: ' https://gpu.example:8000 ',
    maxConcurrency: '64',
    key: ' secret ',
  };
  expect(readForm(form)).toEqual({
    key: 'secret',
    fields: {
      name: 'GPU box',
      role: 'chat',
      url: 'https://gpu.example:8000',
      model: '',
      priority: 0,
      enabled: true,
      maxConcurrency: 64,
      caPem: '',
      proxyUrl: '',
      inputPrice: 0,
      outputPrice: 0,
    },
  });
});

test('each wrong field says what it wants', () => {
  const form = {
    ...formOf(undefined),
    url: 'gpu',
    maxConcurrency: '0',
    priority: '',
    inputPrice: '-1',
    proxyUrl: 'socks',
  };
  const read = readForm(form);
  expect(Object.keys('problems' in read ? read.problems : {}).toSorted()).toEqual([
    'inputPrice',
    'maxConcurrency',
    'name',
    'priority',
    'proxyUrl',
    'url',
  ]);
});
