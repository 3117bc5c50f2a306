import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { type ChunkScope, scopeSql } from '../../library/index.ts';

export interface FoundDocument {
  id: number;
  videoId: VideoId;
}

/** Best BM25 first; or what came last first, which looks at no more of them than it gives. */
export type DocumentOrder = 'best' | 'newest';

export interface DocumentsQuery {
  /** An FTS5 expression. */
  match: string;
  scope: ChunkScope;
  limit: number;
  order: DocumentOrder;
}

/**
 * The videos whose words, wherever they are, match an expression. Of the scope what is asked of
 * videos is applied; of its chunks, nothing.
 */
export function findDocuments(
  library: Library,
  { match, scope, limit, order }: DocumentsQuery,
): FoundDocument[] {
  const { kinds: _, ...filters } = scope.filters;
  const { where, values } = scopeSql({ filters });
  const scoped = where === '' ? '' : 'CROSS JOIN videos v ON v.id = d.video_id';
  return library.db.$client
    .prepare<unknown[], FoundDocument>(
      `SELECT d.id, d.video_id AS videoId FROM documents_fts
       CROSS JOIN video_documents d ON d.id = documents_fts.rowid ${scoped}
       WHERE documents_fts MATCH ? ${where === '' ? '' : `AND ${where}`}
       ORDER BY documents_fts.${order === 'best' ? 'rank' : 'rowid DESC'} LIMIT ?`,
    )
    .all(match, ...values, limit);
}
