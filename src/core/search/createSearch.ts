import type { SearchFilters, SearchHit } from '../../shared/index.ts';
import { toAppError } from '../base/index.ts';
import type { Embedder } from '../inference/index.ts';
import {
  activeSpace,
  type EmbeddingSpace,
  findByMeaning,
  findByWords,
  type Library,
} from '../library/index.ts';
import { fuse } from './fuse.ts';
import { narrow } from './narrow.ts';
import { parseQuery } from './parseQuery.ts';

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
}

/** How deep each list is read before they become one. */
const candidates = 100;

/**
 * Least cosine likeness of a hit by meaning. The nearest neighbour of nonsense is still a
 * neighbour; docs/search.md has the likenesses on the sample clips that this was chosen by.
 */
const leastLikeness = 0.25;

/** Words (FTS5, BM25) and meaning (vectors) as one ranked list of moments. */
export function createSearch(tools: { library: Library; embedder: Embedder }): Search {
  const { library, embedder } = tools;
  return {
    query: async ({ query, limit, filters }, { signal } = {}) => {
      const parsed = parseQuery(query);
      const space = activeSpace(library);
      const vector =
        space === undefined || parsed.text === ''
          ? undefined
          : await vectorOf({ text: parsed.text, space, embedder, signal });
      if (parsed.match === undefined) return { hits: [], meaningSearched: vector !== undefined };
      const byWords = findByWords(library, { match: parsed.match, filters, limit: candidates });
      const byMeaning =
        vector === undefined || space === undefined
          ? []
          : findByMeaning(library, {
              spaceId: space.id,
              vector,
              filters,
              required: parsed.required,
              excluded: parsed.excluded,
              limit: candidates,
              leastLikeness,
            });
      const hits = await narrow(fuse(byWords, byMeaning, limit), {
        library,
        meaning:
          vector === undefined || space === undefined
            ? undefined
            : { embedder, vector, version: space.modelVersion },
        signal,
      });
      return { hits, meaningSearched: vector !== undefined };
    },
  };
}

/** The query's vector by the model that made the space, if that is installed. */
async function vectorOf(work: {
  text: string;
  space: EmbeddingSpace;
  embedder: Embedder;
  signal: AbortSignal | undefined;
}): Promise<Float32Array | undefined> {
  const { text, space, embedder, signal } = work;
  try {
    const [vector] = await embedder.embed([text], {
      priority: 'interactive',
      version: space.modelVersion,
      ...(signal === undefined ? {} : { signal }),
    });
    return vector;
  } catch (error) {
    const { code } = toAppError(error);
    // Without its model a library can still be searched by words.
    if (code === 'model.missing' || code === 'model.damaged') return undefined;
    throw error;
  }
}
