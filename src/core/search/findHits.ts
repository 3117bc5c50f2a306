import type { SearchFilters, VideoId } from '../../contract/index.ts';
import { fuseRanks } from '../base/index.ts';
import type { Library } from '../db/index.ts';
import { type ChunkScope, hasSpace } from '../library/index.ts';
import { findByWords, getFoundChunks } from './chunks/findChunks.ts';
import { matchRanges } from './chunks/matchRanges.ts';
import { placesOf } from './chunks/placesOf.ts';
import { segmentsReader } from './chunks/segmentsReader.ts';
import { bestChunks, firstChunk } from './documents/bestChunks.ts';
import { coverageOf, type WeightedPart, weightParts } from './documents/coverage.ts';
import {
  type DocumentOrder,
  type FoundDocument,
  findDocuments,
} from './documents/findDocuments.ts';
import { alignSentences } from './fusion/alignSentences.ts';
import { type Evidence, fuse } from './fusion/fuse.ts';
import { mergeMoments } from './fusion/mergeHits.ts';
import type { Located } from './fusion/toHit.ts';
import { type ForgivingQuery, forgiveWords } from './query/forgiveWords.ts';
import type { ParsedQuery } from './query/parseQuery.ts';
import { nearestChunks } from './vectorIndex/nearestChunks.ts';

export interface MomentQuery {
  parsed: ParsedQuery;
  filters: SearchFilters;
  limit: number;
  /** The query in each space that is searched. */
  queryEmbeddings: readonly { spaceId: number; vector: Float32Array; minLikeness: number }[];
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
    const segmentsIn = segmentsReader(library);
    return moments.map((moment) => {
      const { chunk } = moment;
      const sentences = chunk.kind === 'speech' ? alignSentences(chunk, segmentsIn(chunk)) : [];
      return { moment, matches: matches?.get(chunk.id) ?? [], sentences };
    });
  });
}

type AskedQuery = MomentQuery & { parsed: ForgivingQuery };

/** Nothing that a query asks for: a chunk that has it is better than one that has nothing. */
const compoundWeight = 0.01;

function gather(library: Library, query: AskedQuery, limit: number): Evidence {
  const { parsed, filters } = query;
  const parts = weightParts(library, parsed.parts);
  const documents = findVideos(library, query, { parts, limit });
  const words = findChunks(library, query, { documents, parts, limit });
  const byMeaning = findByMeaning(library, query, limit);
  const coverage = coverageOf(library, parts);
  // The best last, so that it stays.
  const shown = new Map([...words].reverse().map(([id, videoId]) => [videoId, id]));
  const isStrict = parsed.required !== undefined || parsed.excluded !== undefined;
  const byVideo = documents.flatMap(({ id, videoId, hasAll }) => {
    const chunkId =
      shown.get(videoId) ?? (isStrict ? undefined : firstChunk(library, videoId, filters.kinds));
    if (chunkId === undefined) return [];
    return [{ videoId, chunkId, coverage: hasAll ? 1 : coverage(id) }];
  });
  const byWords = [...words.keys()];
  const shownIds = byVideo.map(({ chunkId }) => chunkId);
  const places = placesOf(library, [...byWords, ...byMeaning, ...shownIds]);
  return { byWords, byMeaning, byVideo, places };
}

type AskedDocument = FoundDocument & { hasAll: boolean };

/** What has all of the words goes before what has some of them, and that before what was forgiven. */
function findVideos(
  library: Library,
  { parsed, filters }: AskedQuery,
  { parts, limit }: { parts: readonly WeightedPart[]; limit: number },
): AskedDocument[] {
  const { all, any, anyCompound } = parsed;
  const documents = new Map<VideoId, AskedDocument>();
  const add = (match: string | undefined, order: DocumentOrder = 'best'): void => {
    if (match === undefined || documents.size >= limit) return;
    for (const document of findDocuments(library, { match, scope: { filters }, limit, order })) {
      if (documents.has(document.videoId)) continue;
      documents.set(document.videoId, { ...document, hasAll: match === all });
    }
  };
  add(all);
  const rare = parts.filter(({ videos }) => videos <= maxRankedVideos);
  if (any !== undefined && rare.length > 0 && rare.length < parts.length) {
    add(`(${rare.map(({ part }) => part).join(' OR ')}) AND (${any})`);
    add(any, 'newest');
  } else add(any);
  add(anyCompound);
  return [...documents.values()].slice(0, limit);
}

/**
 * A word that is in more videos than this tells little, and to rank all that have it takes long: 12 ms
 * for 10,000 videos, 50 ms for 50,000 chunks. Beside a rarer word, videos that have nothing but such a
 * word come last, in any order; and of words that all are so common, the best videos have more than
 * enough chunks.
 */
const maxRankedVideos = 1_000;

/** Chunks with all of the words, of any video; then those of the videos found, by what they have. */
function findChunks(
  library: Library,
  { parsed, filters }: AskedQuery,
  {
    documents,
    parts,
    limit,
  }: { documents: readonly AskedDocument[]; parts: readonly WeightedPart[]; limit: number },
): Map<number, VideoId> {
  const { all, any, required, excluded, compounds } = parsed;
  const words = new Map<number, VideoId>();
  const rarest = Math.min(...parts.map(({ videos }) => videos));
  if (all !== undefined && (rarest <= maxRankedVideos || documents.length < limit)) {
    const withAll = findByWords(library, { match: all, scope: { filters }, limit });
    for (const { id, videoId } of withAll) words.set(id, videoId);
  }
  if (words.size >= limit) return words;
  const isStrict = required !== undefined || excluded !== undefined;
  const found = bestChunks(library, {
    videoIds: documents.map(({ videoId }) => videoId),
    parts: [...parts, ...compounds.map((part) => ({ part, weight: compoundWeight }))],
    strict: isStrict ? any : undefined,
    kinds: filters.kinds,
    perVideo: Math.max(3, Math.ceil(limit / Math.max(1, documents.length))),
  });
  for (const { id, videoId } of found) if (words.size < limit) words.set(id, videoId);
  return words;
}

/** Of several spaces one list by rank: likenesses of two models do not compare. */
function findByMeaning(library: Library, query: AskedQuery, limit: number): number[] {
  const { queryEmbeddings, parsed, filters } = query;
  const { required, excluded } = parsed;
  const scope: ChunkScope = { filters, required, excluded };
  const lists = queryEmbeddings.map(({ spaceId, vector, minLikeness }) =>
    nearestChunks(library, {
      ...{ spaceId, vector, scope, limit },
      minSimilarity: minLikeness,
    }).map(({ id }) => id),
  );
  return fuseRanks(lists)
    .map(({ key }) => key)
    .slice(0, limit);
}
