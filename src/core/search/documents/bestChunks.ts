import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';

export interface BestChunksInput {
  videoIds: readonly VideoId[];
  /** An FTS5 expression. */
  match: string;
  /** Left out: all. */
  kinds?: readonly string[] | undefined;
  /** At most so many of each video. */
  perVideo: number;
}

export interface VideoChunk {
  id: number;
  videoId: VideoId;
}

/**
 * The chunks of some videos that match an expression, best BM25 first. Where the words are common
 * this is many times faster than all chunks of the library in their order.
 */
export function bestChunks(
  library: Library,
  { videoIds, match, kinds = [], perVideo }: BestChunksInput,
): VideoChunk[] {
  const { $client } = library.db;
  const range = $client.prepare<[VideoId], { first: number | null; last: number | null }>(
    'SELECT min(id) AS first, max(id) AS last FROM chunks WHERE video_id = ?',
  );
  // A video's chunks have ids that lie together: FTS5 looks at that range alone.
  const best = $client.prepare<unknown[], { id: number; rank: number }>(
    `SELECT chunks_fts.rowid AS id, chunks_fts.rank AS rank
     FROM chunks_fts CROSS JOIN chunks c ON c.id = chunks_fts.rowid
     WHERE chunks_fts MATCH ? AND chunks_fts.rowid BETWEEN ? AND ? AND c.video_id = ?
       ${isKind(kinds)} ORDER BY chunks_fts.rank LIMIT ?`,
  );
  return videoIds
    .flatMap((videoId) => {
      const { first, last } = range.get(videoId) ?? { first: null, last: null };
      if (first === null || last === null) return [];
      const bounds = [BigInt(first), BigInt(last)];
      return best.all(match, ...bounds, videoId, ...kinds, perVideo).map((row) => ({
        ...row,
        videoId,
      }));
    })
    .sort((one, other) => one.rank - other.rank);
}

/** What stands for a video of which no chunk matches: its title, or what it begins with. */
export function firstChunk(
  library: Library,
  videoId: VideoId,
  kinds: readonly string[] = [],
): number | undefined {
  return library.db.$client
    .prepare<unknown[], number>(
      `SELECT c.id FROM chunks c WHERE c.video_id = ? ${isKind(kinds)}
       ORDER BY c.kind <> 'title', c.start_ms, c.id LIMIT 1`,
    )
    .pluck()
    .get(videoId, ...kinds);
}

function isKind(kinds: readonly string[]): string {
  return kinds.length === 0 ? '' : `AND c.kind IN (${kinds.map(() => '?').join(', ')})`;
}
