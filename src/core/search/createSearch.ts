import type { SearchFilters, SearchHit, VideoId } from '../../contract/index.ts';
import type { Library } from '../db/index.ts';
import type { Embedder } from '../inference/index.ts';
import { activeSpace } from '../library/index.ts';
import { refreshDocuments } from './documents/refreshDocuments.ts';
import type { MomentQuery } from './findHits.ts';
import { nearestSentences } from './fusion/nearestSentences.ts';
import { type Located, toHit } from './fusion/toHit.ts';
import type { LikeInput } from './like/findLike.ts';
import { parseQuery } from './query/parseQuery.ts';
import {
  type QueryEmbedding,
  type QueryEmbeddings,
  type QueryEmbeddingTools,
  queryEmbeddingsOf,
  type TeamEmbedder,
  unlessBroken,
} from './query/queryEmbeddings.ts';
import { findLikeTask, findMomentsTask, findSimilarTask } from './readTasks.ts';
import type { SimilarInput, SimilarVideo } from './similar/findSimilar.ts';

export interface SearchInput {
  query: string;
  limit: number;
  filters: SearchFilters;
  /** False: words alone; true when left out. */
  meaning?: boolean;
}

export interface SearchResult {
  hits: SearchHit[];
  /** False when no embedding model could be used: words alone were searched. */
  meaningSearched: boolean;
  /** Why the vectors of the server's model were not searched, when there are some. */
  withoutServer?: string;
}

export interface LikeResult {
  /** The moment that others are like; left out when the video has no text. */
  like?: { videoId: VideoId; quote: string; startMs: number; endMs: number };
  hits: SearchHit[];
  /** False: the moment has no vector, and its words were searched. */
  meaningSearched: boolean;
}

export interface Search {
  query(input: SearchInput, options?: { signal?: AbortSignal }): Promise<SearchResult>;
  /** Moments that mean most the same as one, those of other videos first. */
  like(input: LikeInput, options?: { signal?: AbortSignal }): Promise<LikeResult>;
  /** Other videos that say and show similar things, most alike first. */
  similar(input: SimilarInput, options?: { signal?: AbortSignal }): Promise<SimilarVideo[]>;
}

export interface SearchTools {
  library: Library;
  /** Left out: words alone. */
  embedder?: Embedder | undefined;
  /** Left out: the space of a server's model is not searched. */
  teamEmbedder?: TeamEmbedder | undefined;
}

/** What changed just now is found at once; after much has changed, what is left comes a little later. */
const refreshBudgetMs = 8;

/**
 * Words (FTS5, BM25) and meaning (vectors) as one ranked list of moments. Meaning is
 * searched in the space of a server's model once there is one, else in the active space; each with
 * the model that made it, also while another one is built. Errors: `job.cancelled`, and those of
 * the database.
 */
export function createSearch({ library, embedder, teamEmbedder }: SearchTools): Search {
  return {
    query: async ({ query, limit, filters, meaning: byMeaning = true }, { signal } = {}) => {
      const parsed = parseQuery(query);
      if (parsed.any === undefined) {
        return { hits: [], meaningSearched: activeSpace(library) !== undefined };
      }
      refreshDocuments(library, refreshBudgetMs);
      const models = byMeaning ? { embedder, teamEmbedder } : {};
      const tools = { library, ...models, signal };
      const { located, queryEmbeddings, withoutServer } = await locate(
        { parsed, filters, limit },
        tools,
      );
      // The last one is this machine's where both are there: it answers soonest.
      const meaning = queryEmbeddings.at(-1);
      const nearest = meaning === undefined ? undefined : await nearestOf(located, meaning, signal);
      return {
        hits: located.map((hit) => toHit(hit, nearest?.get(hit))),
        meaningSearched: meaning !== undefined,
        ...(withoutServer !== undefined && { withoutServer }),
      };
    },
    like: async (input, control) => {
      refreshDocuments(library, refreshBudgetMs);
      const found = await library.readers.run(findLikeTask, input, control);
      const { moment, located, byMeaning: meaningSearched } = found;
      const hits = located.map((hit) => toHit(hit, undefined));
      if (moment === undefined) return { hits, meaningSearched };
      const { text: quote, startMs, endMs } = moment;
      return { like: { videoId: input.videoId, quote, startMs, endMs }, hits, meaningSearched };
    },
    similar: (input, control) => library.readers.run(findSimilarTask, input, control),
  };
}

/** Found on a reader, with vectors that are made here. */
async function locate(
  query: Omit<MomentQuery, 'queryEmbeddings'>,
  tools: QueryEmbeddingTools,
): Promise<QueryEmbeddings & { located: Located[] }> {
  const { library, signal } = tools;
  for (;;) {
    const embeddings = await queryEmbeddingsOf(query.parsed.text, tools);
    const located = await library.readers.run(
      findMomentsTask,
      {
        ...query,
        queryEmbeddings: embeddings.queryEmbeddings.map(({ space, vector, minLikeness }) => ({
          ...{ spaceId: space.id, vector, minLikeness },
        })),
      },
      { signal },
    );
    // Undefined: a reindex took over while the vectors were made. Another one takes minutes.
    if (located !== undefined) return { ...embeddings, located };
  }
}

async function nearestOf(
  located: readonly Located[],
  { vector, embed }: QueryEmbedding,
  signal: AbortSignal | undefined,
): ReturnType<typeof nearestSentences> {
  const nearest = await unlessBroken(
    () => nearestSentences(located, vector, (texts) => embed(texts, signal)),
    signal,
  );
  return nearest ?? new Map();
}
