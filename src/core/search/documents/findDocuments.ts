import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { type ChunkScope, scopeSql } from '../../library/index.ts';

export interface FoundDocument {
  id: number;
  videoId: VideoId;
}

/**
 * The videos whose words, wherever they are, match an FTS5 expression, best BM25 first. Of the scope
 * what is asked of videos is applied; of its chunks, nothing.
 */
export function findDocuments(
  library: Library,
  { match, scope, limit }: { match: string; scope: ChunkScope; limit: number },
): FoundDocument[] {
  const { kinds: _, ...filters } = scope.filters;
  const { where, values } = scopeSql({ filters });
  const scoped = where === '' ? '' : 'CROSS JOIN videos v ON v.id = d.video_id';
  return library.db.$client
    .prepare<unknown[], FoundDocument>(
      `SELECT d.id, d.video_id AS videoId FROM documents_fts
       CROSS JOIN video_documents d ON d.id = documents_fts.rowid ${scoped}
       WHERE documents_fts MATCH ? ${where === '' ? '' : `AND ${where}`}
       ORDER BY documents_fts.rank LIMIT ?`,
    )
    .all(match, ...values, limit);
}
