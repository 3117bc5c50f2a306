import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';
import { formatError } from './formatError.ts';

test('an error of the host keeps its words and gets advice for the screens', () => {
  const error = new ORPCError('model.missing', {
    message: 'No model that writes is installed.',
    data: { hint: 'Install it with: trendroom models install starter.' },
  });
  expect(formatError(error)).toEqual({
    title: 'No model that writes is installed.',
    hint: 'Install the starter models on the Models screen.',
  });
});

test('a connection that went away is said so, however the transport tells it', () => {
  const closed = new DOMException('[AsyncIdQueue] Queue[e] was closed.', 'AbortError');
  const unsent = new Error('Cannot send message, WebSocket is not open.');
  for (const error of [closed, unsent]) {
    expect(formatError(error).title).toBe('The connection to Trendroom was lost.');
  }
});

test('whatever was thrown, there are words', () => {
  expect(formatError(new Error('a.mp4 was not accepted.')).title).toBe('a.mp4 was not accepted.');
  expect(formatError(undefined)).toEqual({ title: 'Something went wrong.', hint: 'Try again.' });
});
