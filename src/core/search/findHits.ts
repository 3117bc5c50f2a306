import type { SearchFilters } from '../../contract/index.ts';
import { fuseRanks } from '../base/index.ts';
import type { Library } from '../db/index.ts';
import { hasSpace } from '../library/index.ts';
import { findByWords, getFoundChunks } from './chunks/findChunks.ts';
import { matchRanges } from './chunks/matchRanges.ts';
import { segmentsIn } from './chunks/segmentsIn.ts';
import { alignSentences } from './fusion/alignSentences.ts';
import { fuse } from './fusion/fuse.ts';
import { mergeMoments } from './fusion/mergeHits.ts';
import type { Located } from './fusion/toHit.ts';
import { minLikeness } from './query/minSimilarity.ts';
import type { ParsedQuery } from './query/parseQuery.ts';
import { nearestChunks } from './vectorIndex/nearestChunks.ts';

export interface MomentQuery {
  parsed: ParsedQuery;
  filters: SearchFilters;
  limit: number;
  /** The query in each space that is searched. */
  queryEmbeddings: readonly { spaceId: number; vector: Float32Array }[];
}

/** How deep each list is read before they become one; twice the hits, because some merge. */
const minCandidates = 60;

/**
 * The best moments with all that is read of them, as of one instant of the library. Undefined when
 * a space of the query is gone meanwhile: a reindex took over.
 */
export function findMoments(library: Library, query: MomentQuery): Located[] | undefined {
  return library.db.transaction(() => {
    if (!query.queryEmbeddings.every(({ spaceId }) => hasSpace(library, spaceId))) return undefined;
    const { parsed, limit } = query;
    const candidates = Math.max(minCandidates, limit * 2);
    const byWords = wordsFirstAll(library, query, candidates);
    const ranked = fuse(byWords, byMeaning(library, query, candidates));
    const found = getFoundChunks(
      library,
      ranked.map(({ id }) => id),
    );
    const moments = mergeMoments(ranked, found, limit);
    const ids = moments.map(({ id }) => id);
    const matches =
      parsed.marked === undefined ? undefined : matchRanges(library, parsed.marked, ids);
    return moments.map((moment) => {
      const { chunk } = moment;
      const sentences =
        chunk.kind === 'speech' ? alignSentences(chunk, segmentsIn(library, chunk)) : [];
      return { moment, matches: matches?.get(chunk.id) ?? [], sentences };
    });
  });
}

/** Chunks with all of the words go before those with some of them, each by BM25. */
function wordsFirstAll(library: Library, query: MomentQuery, limit: number): number[] {
  const { any, all } = query.parsed;
  if (any === undefined) return [];
  // What is excluded is part of these expressions already.
  const scope = { filters: query.filters };
  const withAll = all === undefined ? [] : findByWords(library, { match: all, scope, limit });
  if (withAll.length >= limit) return withAll;
  const withAny = findByWords(library, { match: any, scope, limit });
  return [...new Set([...withAll, ...withAny])].slice(0, limit);
}

/** Of several spaces one list by rank: likenesses of two models do not compare. */
function byMeaning(library: Library, query: MomentQuery, limit: number): number[] {
  const { queryEmbeddings, parsed, filters } = query;
  const { required, excluded } = parsed;
  const scope = { filters, required, excluded };
  const lists = queryEmbeddings.map(({ spaceId, vector }) =>
    nearestChunks(library, {
      ...{ spaceId, vector, scope, limit },
      minSimilarity: minLikeness,
    }).map(({ id }) => id),
  );
  return fuseRanks(lists)
    .map(({ key }) => key)
    .slice(0, limit);
}
