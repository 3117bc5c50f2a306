import type { ChunkKind, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { type ChunkScope, scopeSql } from '../../library/index.ts';

export interface WordsQuery {
  /** An FTS5 expression, made by the query parser. */
  match: string;
  scope: ChunkScope;
  limit: number;
}

/**
 * The chunks that match an FTS5 expression, best BM25 first. The scope is applied before the cut, so
 * that it never hides a result that exists.
 */
export function findByWords(
  library: Library,
  { match, scope, limit }: WordsQuery,
): { id: number; videoId: VideoId }[] {
  const { where, values } = scopeSql(scope);
  // CROSS JOIN keeps the order: best first, and no more rows looked at than the limit takes.
  const scoped = where === '' ? '' : 'CROSS JOIN videos v ON v.id = c.video_id';
  return library.db.$client
    .prepare<unknown[], { id: number; videoId: VideoId }>(
      `SELECT c.id, c.video_id AS videoId
       FROM chunks_fts CROSS JOIN chunks c ON c.id = chunks_fts.rowid ${scoped}
       WHERE chunks_fts MATCH ? ${where === '' ? '' : `AND ${where}`}
       ORDER BY chunks_fts.rank LIMIT ?`,
    )
    .all(match, ...values, limit);
}

/** A chunk with what a hit shows of its video. */
export interface FoundChunk {
  id: number;
  videoId: VideoId;
  title: string;
  channel: string | null;
  kind: ChunkKind;
  startMs: number;
  endMs: number;
  text: string;
  /** 0 or 1. */
  hasFile: number;
}

/** In the order of the ids. */
export function getFoundChunks(library: Library, ids: readonly number[]): FoundChunk[] {
  const rows = library.db.$client
    .prepare<[string], FoundChunk>(
      `SELECT c.id, c.video_id AS videoId, v.title, ch.name AS channel, c.kind,
         c.start_ms AS startMs, c.end_ms AS endMs, c.text, v.storage <> 'none' AS hasFile
       FROM json_each(?) wanted
       CROSS JOIN chunks c ON c.id = wanted.value
       CROSS JOIN videos v ON v.id = c.video_id
       LEFT JOIN channels ch ON ch.id = v.channel_id`,
    )
    .all(JSON.stringify(ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id)).filter((row) => row !== undefined);
}
