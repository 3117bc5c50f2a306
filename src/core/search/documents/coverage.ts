import type { Library } from '../../db/index.ts';

/** More parts than anyone asks with; what is beyond them does not count. */
const maxParts = 12;

/**
 * How much of a query each document has, 0 to 1: the parts that it matches, weighted by how much they
 * tell (inverse document frequency as Lucene's BM25 has it, `ln(1 + (N - n + 0.5) / (n + 0.5))`). One
 * common word of four is little, whatever its place in the list.
 */
export function coverageOf(
  library: Library,
  parts: readonly string[],
): (documentId: number) => number {
  const { $client } = library.db;
  const total =
    $client.prepare<[], number>('SELECT count(*) FROM video_documents').pluck().get() ?? 0;
  const count = $client
    .prepare<[string], number>('SELECT count(*) FROM documents_fts WHERE documents_fts MATCH ?')
    .pluck();
  const has = $client.prepare<[string, bigint], number>(
    'SELECT rowid FROM documents_fts WHERE documents_fts MATCH ? AND rowid = ?',
  );
  const weighted = parts.slice(0, maxParts).map((part) => {
    const found = count.get(part) ?? 0;
    return { part, weight: Math.log(1 + (total - found + 0.5) / (found + 0.5)) };
  });
  const all = weighted.reduce((sum, { weight }) => sum + weight, 0);
  return (documentId) => {
    if (weighted.length < 2 || all === 0) return 1;
    const own = weighted.filter(({ part }) => has.get(part, BigInt(documentId)) !== undefined);
    return own.reduce((sum, { weight }) => sum + weight, 0) / all;
  };
}
