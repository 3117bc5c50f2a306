import type { SearchFilters, SearchHit } from '../../shared/index.ts';
import { toAppError } from '../base/index.ts';
import type { Embedder } from '../inference/index.ts';
import { activeSpace, type EmbeddingSpace, type Library } from '../library/index.ts';
import { findMoments } from './findMoments.ts';
import { findSimilar, type SimilarInput, type SimilarVideo } from './findSimilar.ts';
import { nearestPieces } from './nearestPieces.ts';
import { parseQuery } from './parseQuery.ts';
import { type Located, toHit } from './toHit.ts';

export interface SearchInput {
  query: string;
  limit: number;
  filters: SearchFilters;
}

export interface SearchResult {
  hits: SearchHit[];
  /** False when no embedding model could be used: words alone were searched. */
  meaningSearched: boolean;
}

export interface Search {
  query(input: SearchInput, options?: { signal?: AbortSignal }): Promise<SearchResult>;
  /** Other videos that say and show similar things, most alike first. */
  similar(input: SimilarInput, options?: { signal?: AbortSignal }): Promise<SimilarVideo[]>;
}

export interface SearchTools {
  library: Library;
  /** Left out: words alone. */
  embedder?: Embedder | undefined;
}

/**
 * Words (FTS5, BM25) and meaning (vectors) as one ranked list of moments. Meaning is searched in
 * the active space, with the model that made it, also while a reindex builds another one.
 * Errors: `job.cancelled`, and those of the database.
 */
export function createSearch({ library, embedder }: SearchTools): Search {
  return {
    query: async ({ query, limit, filters }, { signal } = {}) => {
      const parsed = parseQuery(query);
      if (parsed.any === undefined) {
        return { hits: [], meaningSearched: activeSpace(library) !== undefined };
      }
      const meaning = await meaningOf(parsed.text, { library, embedder, signal });
      signal?.throwIfAborted();
      const located = findMoments(library, { parsed, filters, limit, meaning });
      const nearest = meaning === undefined ? undefined : await nearestOf(located, meaning, signal);
      return {
        hits: located.map((hit) => toHit(hit, nearest?.get(hit))),
        meaningSearched: meaning !== undefined,
      };
    },
    similar: (input, { signal } = {}) => findSimilar(library, input, signal),
  };
}

interface Meaning {
  space: EmbeddingSpace;
  vector: Float32Array;
  embed(texts: readonly string[], signal: AbortSignal | undefined): Promise<Float32Array[]>;
}

/**
 * The query's vector in the active space; undefined when its model cannot be used, because a
 * library can always be searched by words.
 */
async function meaningOf(
  text: string,
  tools: SearchTools & { signal: AbortSignal | undefined },
): Promise<Meaning | undefined> {
  const { library, embedder, signal } = tools;
  if (embedder === undefined) return undefined;
  let space = activeSpace(library);
  while (space !== undefined) {
    const version = space.modelVersion;
    const embed: Meaning['embed'] = (texts, during) =>
      embedder.embed(texts, {
        priority: 'interactive',
        version,
        ...(during === undefined ? {} : { signal: during }),
      });
    const vector = await unlessBroken(async () => (await embed([text], signal))[0], signal);
    const now = activeSpace(library);
    if (now?.id === space.id) {
      const fits = vector !== undefined && vector.length === space.dimensions;
      return fits ? { space, vector, embed } : undefined;
    }
    // A reindex took over while the query was embedded: its vector is of the old space.
    space = now;
  }
  return undefined;
}

async function nearestOf(
  located: readonly Located[],
  { vector, embed }: Meaning,
  signal: AbortSignal | undefined,
): ReturnType<typeof nearestPieces> {
  const nearest = await unlessBroken(
    () => nearestPieces(located, vector, (texts) => embed(texts, signal)),
    signal,
  );
  return nearest ?? new Map();
}

async function unlessBroken<T>(
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const { code } = toAppError(error);
    const isModels = code.startsWith('model.') || code.startsWith('worker.');
    if (signal?.aborted || !isModels) throw error;
    return undefined;
  }
}
