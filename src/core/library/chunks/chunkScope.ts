import type { SearchFilters } from '../../../contract/index.ts';
import { tagKey } from '../reviews/tagKey.ts';

/** Which chunks a search may find. */
export interface ChunkScope {
  filters: SearchFilters;
  /** FTS5 expression that a chunk must match. */
  required?: string | undefined;
  /** FTS5 expression that a chunk must not match. */
  excluded?: string | undefined;
}

/** Conditions on `c` (chunks) and `v` (its video), with their values in order. */
export interface ScopeSql {
  /** Joined by AND; empty when every chunk is in scope. */
  where: string;
  values: (string | number)[];
}

/** A group of which the others were removed is none. */
const repostsSql = {
  only: `v.id IN (SELECT d.video_id FROM duplicate_videos d WHERE EXISTS (
    SELECT 1 FROM duplicate_videos o WHERE o.group_id = d.group_id AND o.video_id <> d.video_id))`,
  hide: 'v.id NOT IN (SELECT video_id FROM duplicate_videos WHERE is_first = 0)',
} as const;

/** A video of which nobody has decided has no row, or one without a status. */
const noStatusSql = 'v.id NOT IN (SELECT video_id FROM video_reviews WHERE status IS NOT NULL)';

type Condition = [sql: string, value: string | number | undefined];

/**
 * A scope as SQL. A collection is named by its whole id. Names of channels and platforms ignore ASCII case; `en` finds `en-GB` too;
 * published is from `publishedAfterMs` up to, not at, `publishedBeforeMs`; views are those of the
 * newest snapshot that has them; a video of which a filtered value is unknown is out.
 */
export function scopeSql({ filters, required, excluded }: ChunkScope): ScopeSql {
  const { hasSpeech, kinds = [] } = filters;
  const conditions: Condition[] = [
    [
      'v.id IN (SELECT video_id FROM collection_members WHERE collection_id = ?)',
      filters.collection,
    ],
    [
      'v.channel_id IN (SELECT id FROM channels WHERE name = ? COLLATE NOCASE)',
      filters.channel?.trim(),
    ],
    ['v.platform = ? COLLATE NOCASE', filters.platform?.trim()],
    [
      "instr(lower(v.language) || '-', ? || '-') = 1",
      filters.language?.trim().toLowerCase().replaceAll('_', '-'),
    ],
    ['v.published_at_ms >= ?', filters.publishedAfterMs],
    ['v.published_at_ms < ?', filters.publishedBeforeMs],
    ['v.created_at_ms >= ?', filters.addedFromMs],
    ['v.duration_ms >= ?', filters.minDurationMs],
    ['v.duration_ms <= ?', filters.maxDurationMs],
    ['v.latest_views >= ?', filters.minViews],
    [
      'EXISTS (SELECT 1 FROM transcript_segments s WHERE s.video_id = v.id) = ?',
      hasSpeech === undefined ? undefined : Number(hasSpeech),
    ],
    [
      'v.id IN (SELECT video_id FROM seen_things WHERE kind = ?)',
      filters.shows?.trim().toLowerCase(),
    ],
    [
      'v.id IN (SELECT video_id FROM video_reviews WHERE status = ?)',
      filters.status === 'none' ? undefined : filters.status,
    ],
    ['v.id IN (SELECT video_id FROM video_reviews WHERE rating >= ?)', filters.minRating],
    [
      'v.id IN (SELECT video_id FROM video_tags WHERE tag_key = ?)',
      filters.tag === undefined ? undefined : tagKey(filters.tag),
    ],
    ['c.id IN (SELECT rowid FROM chunks_fts WHERE chunks_fts MATCH ?)', required],
    ['c.id NOT IN (SELECT rowid FROM chunks_fts WHERE chunks_fts MATCH ?)', excluded],
  ];
  const parts: string[] = [];
  const values: (string | number)[] = [];
  for (const [sql, value] of conditions) {
    if (value === undefined) continue;
    parts.push(sql);
    values.push(value);
  }
  if (filters.status === 'none') parts.push(noStatusSql);
  if (filters.reposts !== undefined) parts.push(repostsSql[filters.reposts]);
  if (kinds.length > 0) {
    parts.push(`c.kind IN (${kinds.map(() => '?').join(', ')})`);
    values.push(...kinds);
  }
  return { where: parts.join(' AND '), values };
}
