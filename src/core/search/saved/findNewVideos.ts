import type { SearchFilters, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { type ChunkScope, hasSpace } from '../../library/index.ts';
import { findByWords } from '../chunks/findChunks.ts';
import { findDocuments } from '../documents/findDocuments.ts';
import type { ParsedQuery } from '../query/parseQuery.ts';
import { nearestChunks } from '../vectorIndex/nearestChunks.ts';

export interface NewVideosQuery {
  parsed: ParsedQuery;
  filters: SearchFilters;
  /** Videos added from then on. */
  sinceMs: number;
  queryEmbeddings: readonly { spaceId: number; vector: Float32Array }[];
}

/** More new videos than these are not counted. */
const maxVideos = 1_000;
/** A new video counts by meaning when it is among the first so many moments of the whole library. */
const firstMoments = 10;
/** Nearer than what a search shows: a small library has ten moments for anything. */
const minSimilarity = 0.4;

/**
 * The videos added since then that a saved search finds: those that have all of its words, and those
 * with a moment among the ten that are nearest to it by meaning. Only what is new is looked through
 * by words; by meaning it is one search.
 */
export function findNewVideos(library: Library, query: NewVideosQuery): VideoId[] {
  const { parsed, sinceMs, queryEmbeddings } = query;
  const filters = { ...query.filters, addedFromMs: sinceMs };
  const { required, excluded } = parsed;
  return library.db.transaction(() => {
    const found = new Set<VideoId>();
    const match = parsed.all ?? parsed.any;
    if (match !== undefined) {
      const scope: ChunkScope = { filters };
      const input = { match, scope, limit: maxVideos };
      const byWords =
        filters.kinds === undefined
          ? findDocuments(library, { ...input, order: 'newest' })
          : findByWords(library, input);
      for (const { videoId } of byWords) found.add(videoId);
    }
    for (const { spaceId, vector } of queryEmbeddings) {
      if (!hasSpace(library, spaceId)) continue;
      const near = (scope: ChunkScope, limit: number, least: number) =>
        nearestChunks(library, { spaceId, vector, scope, limit, minSimilarity: least });
      const all = near({ filters: query.filters, required, excluded }, firstMoments, minSimilarity);
      const last = all.length < firstMoments ? undefined : all.at(-1)?.similarity;
      // Half-precision vectors: the same chunk is not quite as near twice.
      const least = last === undefined ? minSimilarity : last - 1e-4;
      const ids = near({ filters, required, excluded }, firstMoments, least).map(({ id }) => id);
      for (const videoId of videosOf(library, ids)) found.add(videoId);
    }
    return [...found];
  });
}

function videosOf({ db }: Library, chunkIds: readonly number[]): VideoId[] {
  return db.$client
    .prepare<[string], VideoId>(
      'SELECT DISTINCT video_id FROM chunks WHERE id IN (SELECT value FROM json_each(?))',
    )
    .pluck()
    .all(JSON.stringify(chunkIds));
}
