import type { Library } from '../../db/index.ts';

/** An FTS5 expression of a query, with how much it tells. */
export interface WeightedPart {
  part: string;
  weight: number;
  /** Videos that have it. */
  videos: number;
}

/** More parts than anyone asks with; what is beyond them does not count. */
const maxParts = 12;

/**
 * How much each part of a query tells: its inverse document frequency, as Lucene's BM25 has it,
 * `ln(1 + (N - n + 0.5) / (n + 0.5))`, among the documents of the videos.
 */
export function weightParts(library: Library, parts: readonly string[]): WeightedPart[] {
  const { $client } = library.db;
  const total =
    $client.prepare<[], number>('SELECT count(*) FROM video_documents').pluck().get() ?? 0;
  const count = $client
    .prepare<[string], number>('SELECT count(*) FROM documents_fts WHERE documents_fts MATCH ?')
    .pluck();
  return parts.slice(0, maxParts).map((part) => {
    const videos = count.get(part) ?? 0;
    return { part, videos, weight: Math.log(1 + (total - videos + 0.5) / (videos + 0.5)) };
  });
}

/**
 * How much of a query each document has, 0 to 1: the weights of the parts that it matches. One common
 * word of four is little, whatever its place in the list.
 */
export function coverageOf(
  library: Library,
  parts: readonly WeightedPart[],
): (documentId: number) => number {
  const has = library.db.$client.prepare<[string, bigint], number>(
    'SELECT rowid FROM documents_fts WHERE documents_fts MATCH ? AND rowid = ?',
  );
  const all = sumOf(parts);
  return (documentId) => {
    if (parts.length < 2 || all === 0) return 1;
    return sumOf(parts.filter(({ part }) => has.get(part, BigInt(documentId)) !== undefined)) / all;
  };
}

function sumOf(parts: readonly WeightedPart[]): number {
  return parts.reduce((sum, { weight }) => sum + weight, 0);
}
