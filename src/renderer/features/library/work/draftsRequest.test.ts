import { expect, test } from 'vitest';
import { draftsRequestOf } from './draftsRequest.ts';

const fields = { topic: ' lunch ', audience: '', tone: 'dry', lengthWords: '12', count: 'many' };

test('a brief for servers asks for as many drafts as its own field says', () => {
  expect(draftsRequestOf(fields, '1000')).toEqual({
    request: {
      ...{ kind: 'drafts', place: 'remote', variants: 1_000 },
      brief: { topic: 'lunch', tone: 'dry', lengthWords: 12 },
    },
  });
});

test('nothing is asked for without a topic or with a number that cannot be', () => {
  expect(draftsRequestOf({ ...fields, topic: ' ' }, '100')).toMatchObject({
    errors: { topic: expect.stringContaining('Enter a topic') },
  });
  for (const variants of ['', '0', '1001', '2.5', 'ten']) {
    expect(draftsRequestOf(fields, variants)).toEqual({ errors: {} });
  }
});
