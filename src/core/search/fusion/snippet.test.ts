import { expect, test } from 'vitest';
import { makeSnippet } from './snippet.ts';

const long = `${'before '.repeat(40)}needle ${'after '.repeat(40)}`.trim();

test('a short text is whole', () => {
  expect(makeSnippet('A needle here.', [[2, 8]], 2)).toEqual({
    snippet: 'A needle here.',
    highlights: [[2, 8]],
  });
});

test('a long text is cut at words about the match, which keeps its place', () => {
  const at = long.indexOf('needle');
  const { snippet, highlights } = makeSnippet(long, [[at, at + 6]], at - 40);
  expect(snippet).toMatch(/^…before .* needle after .* after…$/);
  expect(snippet.length).toBeLessThanOrEqual(162);
  expect(highlights.map(([start, end]) => snippet.slice(start, end))).toEqual(['needle']);
});

test('without spaces no sign is cut in two', () => {
  const pictures = '\u{1F525}'.repeat(200);
  for (const focus of [0, 99, 100, 399]) {
    expect(makeSnippet(pictures, [], focus).snippet.isWellFormed()).toBe(true);
  }
});
