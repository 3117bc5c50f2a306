import type { Library, SharedKind } from '../../db/index.ts';
import { perConnection } from './perConnection.ts';
import type { FieldValue } from './recordState.ts';

export type Fields = Record<string, FieldValue>;

/**
 * What is shared of a record as this library has it now, or undefined when it has it not. Never
 * a path, a file name or media. Chunks' `embedding` names the model; vectors go beside it.
 */
const queries: Record<SharedKind, string> = {
  video: `SELECT json_object('title', title, 'description', description, 'platform',
      v.platform, 'sourceUrl', source_url, 'channel', c.name, 'publishedAtMs', published_at_ms,
      'durationMs', duration_ms, 'language', language)
    FROM videos v LEFT JOIN channels c ON c.id = v.channel_id WHERE content_hash = :hash`,
  transcript: `SELECT json_object('segments', json((
      SELECT json_group_array(json_array(start_ms, end_ms, text) ORDER BY position)
      FROM transcript_segments WHERE video_id = v.id)))
    FROM videos v WHERE content_hash = :hash`,
  chunk: `SELECT json_object('text', c.text, 'embedding', (
      SELECT s.model_id || '@' || s.model_version FROM embeddings e
      JOIN embedding_spaces s ON s.id = e.space_id AND s.state = 'active'
      WHERE e.chunk_id = c.id))
    FROM videos v CROSS JOIN chunks c ON c.video_id = v.id
    WHERE content_hash = :hash AND c.kind = :b AND c.start_ms = CAST(:c AS INTEGER)
      AND c.end_ms = CAST(:d AS INTEGER) ORDER BY c.id LIMIT 1`,
  hook: `SELECT json_object('said', said, 'shown', shown)
    FROM videos v JOIN hooks h ON h.video_id = v.id WHERE content_hash = :hash`,
  draft: `SELECT json_object('text', d.text, 'hookPattern', hook_pattern, 'why', why, 'modelId', model_id,
      'topic', topic, 'citations', json((
        SELECT json_group_array(json_array(v.content_hash, c.start_ms, c.end_ms, c.quote)
          ORDER BY c.position)
        FROM citations c JOIN videos v ON v.id = c.video_id WHERE c.draft_id = d.id)))
    FROM drafts d JOIN briefs b ON b.id = d.brief_id
    WHERE d.id = :hash AND dropped_reason IS NULL`,
  collection: `SELECT json_object('name', name, 'note', note) FROM collections WHERE id = :hash`,
  membership: `SELECT json_object('position', position) FROM collection_members
    WHERE collection_id = :hash AND content_hash = :b`,
  device: `SELECT json_object('name', device_name) FROM sharing_state
    WHERE device_id = :hash AND device_name <> ''`,
  metric: `SELECT json_object('views', views, 'likes', likes, 'comments', comments,
      'shares', shares, 'saves', saves)
    FROM videos v JOIN metric_snapshots m ON m.video_id = v.id
    WHERE content_hash = :hash AND observed_at_ms = CAST(:b AS INTEGER)`,
};

const statementOf = (kind: SharedKind) =>
  perConnection((client) =>
    client.prepare<[Record<string, string>], string>(queries[kind]).pluck(),
  );
const statements = {
  video: statementOf('video'),
  transcript: statementOf('transcript'),
  chunk: statementOf('chunk'),
  hook: statementOf('hook'),
  draft: statementOf('draft'),
  metric: statementOf('metric'),
  collection: statementOf('collection'),
  membership: statementOf('membership'),
  device: statementOf('device'),
};

/** As SQLite writes it: two libraries that have a record alike give the same text. */
export function readOwnJson(library: Library, kind: SharedKind, id: string): string | undefined {
  const [hash = '', b = '', c = '', d = ''] = id.split(':');
  return statements[kind](library.db).get({ hash, b, c, d });
}

export function readOwnRecord(library: Library, kind: SharedKind, id: string): Fields | undefined {
  const json = readOwnJson(library, kind, id);
  if (json === undefined) return undefined;
  // Looking at each value takes three times as long, and almost none needs it.
  if (json.isWellFormed() && !json.includes('\\u')) return JSON.parse(json) as Fields;
  return JSON.parse(json, (_key, value: unknown) =>
    typeof value === 'string' ? storable(value) : value,
  ) as Fields;
}

/** Postgres takes neither NUL nor half a surrogate pair. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}

/**
 * Ids of everything that is shared of this library, with the time it was made, for the first sync.
 */
export const ownRecordsSql = `
  SELECT 'video' AS kind, content_hash AS record, created_at_ms AS atMs FROM videos
  UNION ALL SELECT 'transcript', content_hash, created_at_ms FROM videos v
    WHERE EXISTS (SELECT 1 FROM transcript_segments WHERE video_id = v.id)
  UNION ALL SELECT 'chunk',
    content_hash || ':' || c.kind || ':' || c.start_ms || ':' || c.end_ms, created_at_ms
    FROM chunks c JOIN videos v ON v.id = c.video_id WHERE c.kind <> 'comment'
  UNION ALL SELECT 'hook', content_hash, created_at_ms
    FROM hooks h JOIN videos v ON v.id = h.video_id
  UNION ALL SELECT 'draft', id, created_at_ms FROM drafts WHERE dropped_reason IS NULL
  UNION ALL SELECT 'metric', content_hash || ':' || observed_at_ms, created_at_ms
    FROM metric_snapshots m JOIN videos v ON v.id = m.video_id
  UNION ALL SELECT 'collection', id, created_at_ms FROM collections
  UNION ALL SELECT 'membership', collection_id || ':' || content_hash, created_at_ms
    FROM collection_members m JOIN collections c ON c.id = m.collection_id
  UNION ALL SELECT 'device', device_id, 0 FROM sharing_state WHERE device_name <> ''`;
