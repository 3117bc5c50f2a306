import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SearchFilters } from '../../../contract/index.ts';
import { createSearch } from '../createSearch.ts';
import {
  chunk,
  openTestLibrary,
  type TestLibrary,
  topicEmbedder,
} from '../testing/searchLibrary.ts';
import { parseQuery } from './parseQuery.ts';

let opened: TestLibrary;
beforeAll(async () => {
  opened = openTestLibrary();
  opened.add({
    title: 'Signs',
    chunks: [
      chunk('Alpha "beta" gamma AND OR NOT NEAR 日本語 ünï don\'t 42 \u{1F525} \ue000 onion'),
      chunk('An onion and a trip.', { startMs: 20_000, endMs: 28_000 }),
    ],
  });
  await opened.embed();
});
afterAll(() => opened.close());

test('words are alternatives, phrases and exclusions strict', () => {
  expect(parseQuery('How to chop "red onions" fast -tears -"big knife"')).toEqual({
    parts: ['"red onions"', '"chop"', '"fast"'],
    any: '(("red onions") AND (("red onions") OR ("chop" OR "fast"))) NOT ("tears" OR "big knife")',
    all: '("red onions" AND "chop" AND "fast") NOT ("tears" OR "big knife")',
    marked: '"red onions" OR "chop" OR "fast"',
    required: '"red onions"',
    excluded: '"tears" OR "big knife"',
    text: 'How to chop red onions fast',
    terms: {
      words: ['chop', 'fast'],
      phrases: ['red onions'],
      excluded: ['tears', 'big knife'],
    },
  });
});

test.each([
  ['onion', '"onion"'],
  ['Onion ONION', '"onion"'],
  ['what is it', '"what" OR "is" OR "it"'],
  ["What's up? don't", '"up?"'],
  ["America's story, America’s", '"america" OR "story,"'],
  ['vitamin d', '"vitamin" OR "d"'],
  ['a AND b NEAR(c) d*', '"b" OR "near(c)" OR "d*"'],
  ['"open end', '"open" OR "end"'],
  ['“curly quotes”', '"curly quotes"'],
  ['half-price', '"half-price"'],
  ['nul\0byte', '"nul" OR "byte"'],
  ['- -- --- !? \u{1F525} "" -"" "..."', undefined],
  ['-only -negatives', undefined],
])('%j looks for %s', (query, any) => {
  expect(parseQuery(query).any).toBe(any);
});

test('exclusions are never dropped, however long the query', () => {
  const query = `${Array.from({ length: 300 }, (_, i) => `w${i}`).join(' ')} onion -trip`;
  expect(parseQuery(query).excluded).toBe('"trip"');
});

const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom(
    ...[
      '"',
      '-',
      '-"',
      ' ',
      '*',
      '^',
      ':',
      '(',
      ')',
      '+',
      '{',
      '}',
      'AND',
      'OR',
      'NOT',
      'NEAR(a b)',
    ],
    ...[
      '\0',
      '\u{1F525}',
      '\ud800',
      '\ue000',
      'text:',
      'rowid',
      '”',
      "'",
      'onion',
      'Alpha',
      '日本語',
    ],
  ),
);

test('any string is safe, and its hits are sound', async () => {
  const search = createSearch({ library: opened.library, embedder: topicEmbedder() });
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 40 }).map((parts) => parts.join('')),
      fc.constantFrom<SearchFilters[]>({}, { kinds: ['speech'] }),
      async (query, filters) => {
        const { hits } = await search.query({ query, limit: 5, filters });
        for (const { snippet, highlights, matched, score } of hits) {
          expect(score).toBeGreaterThan(0);
          expect(matched.length).toBeGreaterThan(0);
          let last = 0;
          for (const [start, end] of highlights) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            last = end;
          }
          expect(last).toBeLessThanOrEqual(snippet.length);
        }
      },
    ),
  );
});

test.each([
  ['two thousand signs', '*'.repeat(2_000)],
  ['two thousand quotes', '"'.repeat(2_000)],
  ['a thousand words', 'ab '.repeat(667)],
  ['hundreds of exclusions', Array.from({ length: 400 }, (_, i) => `-${i.toString(36)}`).join(' ')],
  ['hundreds of phrases', Array.from({ length: 350 }, (_, i) => `"${i.toString(36)}"`).join(' ')],
])('%s are safe', async (_name, query) => {
  const search = createSearch({ library: opened.library, embedder: topicEmbedder() });
  const result = await search.query({ query: `onion ${query}`, limit: 5, filters: {} });
  expect(result.meaningSearched).toBe(true);
});
