import type { SearchFilters } from '../../src/contract/index.ts';
import type { Library } from '../../src/core/db/index.ts';

/** How deep each list is read: as deep as ours reads them for ten hits. */
const depth = 60;

export interface BareQuery {
  /** The words, without those that say nothing. */
  words: readonly string[];
  filters: Pick<SearchFilters, 'platform' | 'minViews'>;
  vector: Float32Array;
}

/**
 * The peer: one FTS5 statement by BM25 and one vec0 statement, each with its chunk's columns and
 * the same filters, prepared once. Nothing is fused, merged, highlighted or narrowed.
 */
export function bareQueries(library: Library): (query: BareQuery) => number {
  const client = library.db.$client;
  const columns = 'c.id, c.video_id, v.title, c.kind, c.start_ms, c.end_ms, c.text';
  const filter = `v.platform = @platform AND (SELECT views FROM metric_snapshots
    WHERE video_id = v.id ORDER BY observed_at_ms DESC LIMIT 1) >= @minViews`;
  const joins = (key: string): string =>
    `JOIN chunks c ON c.id = ${key} JOIN videos v ON v.id = c.video_id`;
  const wordsSql = (where: string): string => `SELECT ${columns} FROM chunks_fts
    ${joins('chunks_fts.rowid')} WHERE chunks_fts MATCH @match ${where}
    ORDER BY bm25(chunks_fts) LIMIT ${depth}`;
  const meaningSql = (where: string): string => `SELECT ${columns}, near.distance FROM (
      SELECT rowid, distance FROM chunk_vectors_1
      WHERE vector MATCH @vector AND k = ${depth} ${where}) near
    ${joins('near.rowid')} ORDER BY near.distance`;
  const bare = [client.prepare(wordsSql('')), client.prepare(meaningSql(''))] as const;
  const filtered = [
    client.prepare(wordsSql(`AND ${filter}`)),
    client.prepare(
      meaningSql(`AND rowid IN (SELECT c.id FROM chunks c
        JOIN videos v ON v.id = c.video_id WHERE ${filter})`),
    ),
  ] as const;
  return ({ words, filters, vector }) => {
    const match = words.map((word) => `"${word}"`).join(' OR ');
    const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
    const isFiltered = filters.platform !== undefined;
    const values = isFiltered ? { platform: filters.platform, minViews: filters.minViews } : {};
    const [byWords, byMeaning] = isFiltered ? filtered : bare;
    return (
      byWords.all({ match, ...values }).length + byMeaning.all({ vector: bytes, ...values }).length
    );
  };
}
