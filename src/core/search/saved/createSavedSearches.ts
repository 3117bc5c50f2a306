import type { SavedSearch, SavedSearchId, VideoId } from '../../../contract/index.ts';
import { type Logger, toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { Embedder } from '../../inference/index.ts';
import { refreshAllDocuments } from '../documents/refreshDocuments.ts';
import { parseQuery } from '../query/parseQuery.ts';
import { queryEmbeddingsOf, type TeamEmbedder } from '../query/queryEmbeddings.ts';
import { findNewVideosTask } from '../readTasks.ts';
import {
  addFound,
  getSavedSearch,
  listSavedSearches,
  markLooked,
  newSinceMs,
} from './savedSearchRepository.ts';

export interface SavedSearches {
  /** Counts what is new for all of them. Errors: `job.cancelled`, and those of the database. */
  count(signal?: AbortSignal): Promise<void>;
  /** Counts soon: a job has ended that may have brought videos. */
  countSoon(): void;
  /** What is new, the newest first; from then on it is not. Errors: `search.notFound`. */
  look(
    id: SavedSearchId,
  ): Promise<{ search: SavedSearch; newVideoIds: VideoId[]; sinceMs: number }>;
  dispose(): void;
}

/** Whole batches of videos end within a few seconds of one another. */
const countAfterMs = 4_000;

/**
 * Counts what is new to saved searches, off the main thread: the words and the meaning of each query
 * among the videos that came since a person last looked at what it finds.
 */
export function createSavedSearches(tools: {
  library: Library;
  embedder?: Embedder | undefined;
  teamEmbedder?: TeamEmbedder | undefined;
  logger: Logger;
}): SavedSearches {
  const { library, embedder, teamEmbedder, logger } = tools;
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const countOne = async (search: SavedSearch, signal: AbortSignal): Promise<void> => {
    const since = newSinceMs(library, search.id);
    if (since === undefined || !hasVideoSince(library, since)) return;
    const parsed = parseQuery(search.query);
    const models = { embedder, teamEmbedder };
    const { queryEmbeddings } = await queryEmbeddingsOf(parsed.text, {
      library,
      ...models,
      signal,
    });
    const vectors = queryEmbeddings.map(({ space, vector }) => ({ spaceId: space.id, vector }));
    const input = { parsed, filters: search.filters, sinceMs: since, queryEmbeddings: vectors };
    const found = await library.readers.run(findNewVideosTask, input, { signal });
    addFound(library, search.id, found);
  };
  const count = async (signal: AbortSignal): Promise<void> => {
    const searches = listSavedSearches(library);
    if (searches.length === 0) return;
    await refreshAllDocuments(library, signal);
    for (const search of searches) await countOne(search, signal);
  };
  return {
    count: (signal = stop.signal) => count(signal),
    countSoon: () => {
      if (stop.signal.aborted) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        count(stop.signal).catch((error: unknown) => {
          if (stop.signal.aborted) return;
          logger.error('saved searches could not be counted', { code: toAppError(error).code });
        });
      }, countAfterMs).unref();
    },
    look: async (id) => {
      const search = getSavedSearch(library, id);
      await refreshAllDocuments(library, stop.signal);
      await countOne(search, stop.signal);
      const sinceMs = newSinceMs(library, id) ?? library.clock.nowMs();
      const newVideoIds = markLooked(library, id);
      return { search: getSavedSearch(library, id), newVideoIds, sinceMs };
    },
    dispose: () => {
      stop.abort();
      clearTimeout(timer);
    },
  };
}

function hasVideoSince({ db }: Library, sinceMs: number): boolean {
  const found = db.$client
    .prepare<[number], number>('SELECT EXISTS (SELECT 1 FROM videos WHERE created_at_ms >= ?)')
    .pluck()
    .get(sinceMs);
  return found === 1;
}
