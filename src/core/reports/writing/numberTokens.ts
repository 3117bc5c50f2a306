import { numbersOf } from '../../drafts/index.ts';

const written = /\d[\d.,]*(?:\s?(?:%|×|[KMBT]\b))?/gu;

/**
 * The numbers of a text as it writes them, each with its unit: `1.24K` and `1.24M` are two. Numbers in
 * words are those of {@link numbersOf}.
 */
export function numberTokens(text: string): Set<string> {
  const digits = [...text.matchAll(written)].map(([token]) =>
    token.replace(/[\s,]/gu, '').replace(/[.]$/u, ''),
  );
  const words = numbersOf(text.replace(written, ' '));
  return new Set([...digits, ...words]);
}
