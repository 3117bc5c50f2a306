import type { SearchFilters, VideoId } from '../../contract/index.ts';
import { fuseRanks } from '../base/index.ts';
import type { Library } from '../db/index.ts';
import { type ChunkScope, hasSpace } from '../library/index.ts';
import { findByWords, getFoundChunks } from './chunks/findChunks.ts';
import { matchRanges } from './chunks/matchRanges.ts';
import { segmentsIn } from './chunks/segmentsIn.ts';
import { videosOf } from './chunks/videosOf.ts';
import { bestChunks, firstChunk } from './documents/bestChunks.ts';
import { coverageOf } from './documents/coverage.ts';
import { type FoundDocument, findDocuments } from './documents/findDocuments.ts';
import { alignSentences } from './fusion/alignSentences.ts';
import { type Evidence, fuse } from './fusion/fuse.ts';
import { mergeMoments } from './fusion/mergeHits.ts';
import type { Located } from './fusion/toHit.ts';
import { type ForgivingQuery, forgiveWords } from './query/forgiveWords.ts';
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
    const { limit } = query;
    const forgiving = forgiveWords(library, query.parsed);
    const candidates = Math.max(minCandidates, limit * 2);
    const ranked = fuse(gather(library, { ...query, parsed: forgiving }, candidates));
    const found = getFoundChunks(
      library,
      ranked.slice(0, candidates * 2).map(({ id }) => id),
    );
    const moments = mergeMoments(ranked, found, limit);
    const ids = moments.map(({ id }) => id);
    const { marked } = forgiving;
    const matches = marked === undefined ? undefined : matchRanges(library, marked, ids);
    return moments.map((moment) => {
      const { chunk } = moment;
      const sentences =
        chunk.kind === 'speech' ? alignSentences(chunk, segmentsIn(library, chunk)) : [];
      return { moment, matches: matches?.get(chunk.id) ?? [], sentences };
    });
  });
}

type AskedQuery = MomentQuery & { parsed: ForgivingQuery };

function gather(library: Library, query: AskedQuery, limit: number): Evidence {
  const { parsed, filters } = query;
  const { kinds } = filters;
  // What is excluded is part of these expressions already.
  const scope = { filters };
  // What has all of the words goes before what has some, and that before what was forgiven.
  const matches = [parsed.all, parsed.any, parsed.compounds].filter((match) => match !== undefined);
  const documents = new Map<VideoId, FoundDocument>();
  for (const match of matches) {
    if (documents.size >= limit) break;
    for (const document of findDocuments(library, { match, scope, limit })) {
      if (documents.size < limit) documents.set(document.videoId, document);
    }
  }
  const videoIds = [...documents.keys()];
  const perVideo = Math.max(3, Math.ceil(limit / Math.max(1, videoIds.length)));
  const words = new Map<number, VideoId>();
  for (const match of matches) {
    if (words.size >= limit) break;
    const found =
      match === parsed.all
        ? findByWords(library, { match, scope, limit })
        : bestChunks(library, { videoIds, match, kinds, perVideo });
    for (const { id, videoId } of found) if (words.size < limit) words.set(id, videoId);
  }
  const byMeaning = findByMeaning(library, query, limit);
  const videoOf = new Map([...videosOf(library, byMeaning), ...words]);
  const coverage = coverageOf(library, parsed.parts);
  // The best last, so that it stays.
  const shown = new Map([...words].reverse().map(([id, videoId]) => [videoId, id]));
  const isStrict = parsed.required !== undefined || parsed.excluded !== undefined;
  const byVideo = [...documents.values()].flatMap(({ id, videoId }) => {
    const chunkId =
      shown.get(videoId) ?? (isStrict ? undefined : firstChunk(library, videoId, kinds));
    if (chunkId === undefined) return [];
    videoOf.set(chunkId, videoId);
    return [{ videoId, chunkId, coverage: coverage(id) }];
  });
  return { byWords: [...words.keys()], byMeaning, byVideo, videoOf };
}

/** Of several spaces one list by rank: likenesses of two models do not compare. */
function findByMeaning(library: Library, query: AskedQuery, limit: number): number[] {
  const { queryEmbeddings, parsed, filters } = query;
  const { required, excluded } = parsed;
  const scope: ChunkScope = { filters, required, excluded };
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
