import { randomBytes } from 'node:crypto';
import type { Library } from '../../db/index.ts';

/** Half-open [start, end) in UTF-16 units of a chunk's text. */
export type TextRange = readonly [start: number, end: number];

/**
 * Where an FTS5 expression matches in each chunk; chunks that do not match are left out. FTS5
 * itself marks the matches, because it alone knows which forms of a word are the same. The marks
 * are random, so that no text can hold one.
 */
export function matchRanges(
  library: Library,
  match: string,
  chunkIds: readonly number[],
): Map<number, TextRange[]> {
  const nonce = randomBytes(12).toString('hex');
  const [open, close] = [`<${nonce}>`, `</${nonce}>`];
  const statement = library.db.$client
    .prepare<unknown[], string>(
      `SELECT highlight(chunks_fts, 0, ?, ?) FROM chunks_fts
       WHERE chunks_fts MATCH ? AND rowid = ?`,
    )
    .pluck();
  const found = new Map<number, TextRange[]>();
  for (const id of chunkIds) {
    // FTS5 ignores a row number that is bound as a float, as better-sqlite3 binds numbers.
    const marked = statement.get(open, close, match, BigInt(id));
    if (marked !== undefined) found.set(id, rangesOf(marked, open, close));
  }
  return found;
}

function rangesOf(marked: string, open: string, close: string): TextRange[] {
  const [before = '', ...parts] = marked.split(open);
  const ranges: TextRange[] = [];
  let at = before.length;
  for (const part of parts) {
    const [inside = '', after = ''] = part.split(close);
    ranges.push([at, at + inside.length]);
    at += inside.length + after.length;
  }
  return ranges;
}
