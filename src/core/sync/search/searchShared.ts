import {
  contentHashSchema,
  type ErrorDto,
  type TeamHit,
  withHint,
} from '../../../contract/index.ts';
import { toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { Embedder } from '../../inference/index.ts';
import { activeSpace, findVideoByHash } from '../../library/index.ts';
import type { Team } from '../postgres/teamConnection.ts';
import { findSharedWords, sharedTitles } from '../records/sharedViews.ts';
import { getSharingState } from '../records/sharingState.ts';
import { searchTeam, type TeamChunk } from './searchTeam.ts';

export interface TeamSearchResult {
  hits: TeamHit[];
  searched: 'team' | 'local';
  /** Why the team was not searched. */
  problem?: ErrorDto;
  meaningSearched: boolean;
}

interface SearchTools {
  library: Library;
  embedder?: Embedder | undefined;
  team: () => Promise<Team>;
}

/**
 * Moments that only others have. The team is asked by words and by meaning; when it cannot be
 * searched, for whatever reason, the words of what was taken earlier are searched here, with the
 * reason.
 */
export async function searchShared(
  { library, embedder, team }: SearchTools,
  { query, limit }: { query: string; limit: number },
  signal?: AbortSignal,
): Promise<TeamSearchResult> {
  const meaning = await meaningOf(library, embedder, { query, signal });
  signal?.throwIfAborted();
  // More than asked for: what this library has itself falls out.
  const wide = limit * 3;
  try {
    const { db } = await team();
    const { workspaceId } = getSharingState(library);
    const chunks = await searchTeam(db, { workspaceId, text: query, meaning, limit: wide });
    const hits = toHits(library, chunks).slice(0, limit);
    return { hits, searched: 'team', meaningSearched: meaning !== undefined };
  } catch (error) {
    signal?.throwIfAborted();
    const hits = toHits(library, findSharedWords(library, matchAll(query), wide)).slice(0, limit);
    const problem = withHint(toAppError(error));
    return { hits, searched: 'local', problem, meaningSearched: false };
  }
}

/** Every word, as FTS5 strings, so that nothing of the query is syntax. */
function matchAll(query: string): string {
  const words = query.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 0 ? '""' : words.map((word) => `"${word}"`).join(' ');
}

async function meaningOf(
  library: Library,
  embedder: Embedder | undefined,
  { query, signal }: { query: string; signal: AbortSignal | undefined },
): Promise<{ vector: Float32Array; model: string } | undefined> {
  if (embedder === undefined) return undefined;
  try {
    const { modelId, modelVersion } = activeSpace(library) ?? (await installed(embedder));
    const [vector] = await embedder.embed([query], {
      ...{ priority: 'interactive', as: 'query', version: modelVersion },
      ...(signal === undefined ? {} : { signal }),
    });
    if (vector === undefined) return undefined;
    return { vector, model: `${modelId}@${modelVersion}` };
  } catch {
    // Words can always be searched.
    return undefined;
  }
}

/** What a device with no vectors of its own searches with. */
async function installed(embedder: Embedder): Promise<{ modelId: string; modelVersion: string }> {
  const { id, version } = await embedder.model();
  return { modelId: id, modelVersion: version };
}

/** Ids of others are hostile: one that does not read as an id is no hit. */
function toHits(library: Library, chunks: readonly TeamChunk[]): TeamHit[] {
  const parsed = chunks.flatMap(({ id, text }) => {
    const [hash, kind = '', start = '', end = ''] = id.split(':');
    const contentHash = contentHashSchema.safeParse(hash);
    const [startMs, endMs] = [Number(start), Number(end)];
    if (!contentHash.success || !Number.isSafeInteger(startMs) || !Number.isSafeInteger(endMs)) {
      return [];
    }
    if (findVideoByHash(library, contentHash.data) !== undefined) return [];
    return [{ contentHash: contentHash.data, kind, startMs, endMs, text: text.slice(0, 10_000) }];
  });
  const titles = sharedTitles(
    library,
    parsed.map(({ contentHash }) => contentHash),
  );
  return parsed.map((hit) => ({
    from: 'team',
    ...hit,
    ...(titles.get(hit.contentHash) ?? { title: '' }),
  }));
}
