import type { ChunkKind, SearchFilters, VideoId } from '../../../shared/index.ts';
import type { Library } from '../openLibrary.ts';
import { bytesOf, tableOf } from './vectorStore.ts';

/** A chunk that one of the two ways of searching found, best first. */
export interface FoundChunk {
  id: number;
  videoId: VideoId;
  title: string;
  channel: string | null;
  kind: ChunkKind;
  startMs: number;
  endMs: number;
  text: string;
  /** Words: the text with matches between {@link matchStart} and {@link matchEnd}. */
  marked?: string;
  /** Meaning: cosine likeness, 1 for the same direction. */
  likeness?: number;
}

/** Private-use characters, which no text needs. */
export const matchStart = '\ue000';
export const matchEnd = '\ue001';

const columns = `c.id, c.video_id AS videoId, v.title, ch.name AS channel, c.kind,
  c.start_ms AS startMs, c.end_ms AS endMs, c.text`;
const joins = `JOIN videos v ON v.id = c.video_id LEFT JOIN channels ch ON ch.id = v.channel_id`;

export interface WordsQuery {
  /** An FTS5 expression, made by the query parser. */
  match: string;
  filters: SearchFilters;
  limit: number;
}

/** Chunks by their words, best BM25 first. */
export function findByWords(library: Library, query: WordsQuery): FoundChunk[] {
  const filter = filterSql(query.filters);
  return library.db.$client
    .prepare<unknown[], FoundChunk>(
      `SELECT ${columns}, highlight(chunks_fts, 0, '${matchStart}', '${matchEnd}') AS marked
       FROM chunks_fts JOIN chunks c ON c.id = chunks_fts.rowid ${joins}
       WHERE chunks_fts MATCH ? ${filter.sql}
       ORDER BY bm25(chunks_fts) LIMIT ?`,
    )
    .all(query.match, ...filter.values, query.limit);
}

export interface MeaningQuery {
  spaceId: number;
  /** Unit vector of the query. */
  vector: Float32Array;
  filters: SearchFilters;
  /** FTS5 expression that a chunk must match, and one that it must not. */
  required: string | undefined;
  excluded: string | undefined;
  limit: number;
  leastLikeness: number;
}

/**
 * Chunks by the likeness of their vectors, most alike first. Filters are applied before the
 * nearest are taken, so that they never hide a result that exists.
 */
export function findByMeaning(library: Library, query: MeaningQuery): FoundChunk[] {
  const filter = filterSql(query.filters);
  const conditions: string[] = [];
  const values: unknown[] = [];
  if (filter.sql !== '') {
    conditions.push(`nearest.rowid IN (SELECT c.id FROM chunks c ${joins} WHERE 1 ${filter.sql})`);
    values.push(...filter.values);
  }
  for (const [expression, not] of [
    [query.required, ''],
    [query.excluded, 'NOT '],
  ] as const) {
    if (expression === undefined) continue;
    conditions.push(
      `nearest.rowid ${not}IN (SELECT rowid FROM chunks_fts WHERE chunks_fts MATCH ?)`,
    );
    values.push(expression);
  }
  // vec0 takes `rowid IN` into account before it chooses the nearest, but not `NOT IN`:
  // an exclusion is turned into the list of the chunks that stay.
  const inner =
    conditions.length === 0
      ? ''
      : `AND rowid IN (SELECT nearest.id FROM
          (SELECT id, id AS rowid FROM chunks) nearest WHERE ${conditions.join(' AND ')})`;
  return library.db.$client
    .prepare<unknown[], FoundChunk>(
      `SELECT ${columns}, 1 - found.distance AS likeness
       FROM (SELECT rowid, distance FROM ${tableOf(query.spaceId)}
             WHERE vector MATCH ? AND k = ? ${inner}) found
       JOIN chunks c ON c.id = found.rowid ${joins}
       WHERE found.distance <= ?
       ORDER BY found.distance`,
    )
    .all(bytesOf(query.vector), query.limit, ...values, 1 - query.leastLikeness);
}

/** The filters as SQL conditions on `c`, `v` and `ch`, with their values in order. */
function filterSql(filters: SearchFilters): { sql: string; values: unknown[] } {
  const parts: string[] = [];
  const values: unknown[] = [];
  const add = (sql: string, ...given: unknown[]): void => {
    parts.push(`AND ${sql}`);
    values.push(...given);
  };
  const { kinds, hasSpeech } = filters;
  if (filters.channel !== undefined) add('ch.name = ? COLLATE NOCASE', filters.channel);
  if (filters.platform !== undefined) add('v.platform = ? COLLATE NOCASE', filters.platform);
  if (filters.language !== undefined) {
    add(
      `(v.language = ? COLLATE NOCASE OR v.language LIKE ? || '-%')`,
      filters.language,
      filters.language.replace(/[%_]/g, ''),
    );
  }
  if (filters.publishedAfterMs !== undefined)
    add('v.published_at_ms >= ?', filters.publishedAfterMs);
  if (filters.publishedBeforeMs !== undefined)
    add('v.published_at_ms < ?', filters.publishedBeforeMs);
  if (filters.minDurationMs !== undefined) add('v.duration_ms >= ?', filters.minDurationMs);
  if (filters.maxDurationMs !== undefined) add('v.duration_ms <= ?', filters.maxDurationMs);
  if (filters.minViews !== undefined) {
    add(
      `(SELECT views FROM metric_snapshots m WHERE m.video_id = v.id AND views IS NOT NULL
        ORDER BY observed_at_ms DESC LIMIT 1) >= ?`,
      filters.minViews,
    );
  }
  if (hasSpeech !== undefined) {
    const not = hasSpeech ? '' : 'NOT ';
    add(`${not}EXISTS (SELECT 1 FROM transcript_segments s WHERE s.video_id = v.id)`);
  }
  if (kinds !== undefined) add(`c.kind IN (${kinds.map(() => '?').join(', ')})`, ...kinds);
  return { sql: parts.join(' '), values };
}
