import { toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { Embedder } from '../../inference/index.ts';
import { activeSpace, countVectors, type EmbeddingSpace, teamSpace } from '../../library/index.ts';
import { usualMinLikeness } from './minSimilarity.ts';

/** Unit vectors by a server's model. Errors: `endpoint.*`, `network.notAllowed`. */
export interface TeamEmbedder {
  embed(
    texts: readonly string[],
    control: { model: string; signal?: AbortSignal | undefined },
  ): Promise<Float32Array[]>;
}

/** A query's vector in one space, and more of the same model. */
export interface QueryEmbedding {
  space: EmbeddingSpace;
  vector: Float32Array;
  /** Of a hit, as this model measures it. */
  minLikeness: number;
  /** Of texts that are searched. */
  embed(texts: readonly string[], signal: AbortSignal | undefined): Promise<Float32Array[]>;
}

export interface QueryEmbeddingTools {
  library: Library;
  /** This machine's; left out: none. */
  embedder?: Embedder | undefined;
  /** The team's; left out: none is asked. */
  teamEmbedder?: TeamEmbedder | undefined;
  signal: AbortSignal | undefined;
}

export interface QueryEmbeddings {
  /** Spaces to search, the one to prefer first; none: words alone. */
  queryEmbeddings: QueryEmbedding[];
  /** Why the space of the server's model was left out, when it was. */
  withoutServer?: string;
}

/**
 * The query's vectors in the spaces that tell most: the server's model's where it is whole, and
 * this machine's beside it while it is not, or instead while no server answers. Without either a
 * library is searched by words.
 */
export async function queryEmbeddingsOf(
  text: string,
  tools: QueryEmbeddingTools,
): Promise<QueryEmbeddings> {
  const { library, teamEmbedder, signal } = tools;
  const space = teamSpace(library);
  if (space === undefined || teamEmbedder === undefined) {
    return { queryEmbeddings: await localEmbeddings(text, tools) };
  }
  const embed: QueryEmbedding['embed'] = (texts, during) =>
    teamEmbedder.embed(texts, { model: space.modelId, signal: during });
  try {
    const [vector] = await embed([text], signal);
    const fits = vector?.length === space.dimensions && teamSpace(library)?.id === space.id;
    if (vector === undefined || !fits)
      return { queryEmbeddings: await localEmbeddings(text, tools) };
    const { embedded, total } = countVectors(library, space.id);
    const others = embedded < total ? await localEmbeddings(text, tools) : [];
    return {
      queryEmbeddings: [{ space, vector, minLikeness: usualMinLikeness, embed }, ...others],
    };
  } catch (error) {
    signal?.throwIfAborted();
    const { message } = toAppError(error);
    return { queryEmbeddings: await localEmbeddings(text, tools), withoutServer: message };
  }
}

async function localEmbeddings(
  text: string,
  tools: QueryEmbeddingTools,
): Promise<QueryEmbedding[]> {
  const { library, embedder, signal } = tools;
  if (embedder === undefined) return [];
  let space = activeSpace(library);
  while (space !== undefined) {
    const version = space.modelVersion;
    const embed: QueryEmbedding['embed'] = (texts, during) =>
      embedder.embed(texts, {
        priority: 'interactive',
        version,
        ...(during === undefined ? {} : { signal: during }),
      });
    const found = await unlessBroken(async () => {
      const [vector] = await embedder.embed([text], {
        ...{ priority: 'interactive', as: 'query', version },
        ...(signal === undefined ? {} : { signal }),
      });
      const { embedding } = await embedder.model(version);
      return vector && { vector, minLikeness: embedding?.minLikeness ?? usualMinLikeness };
    }, signal);
    const now = activeSpace(library);
    if (now?.id === space.id) {
      const fits = found?.vector.length === space.dimensions;
      return found !== undefined && fits ? [{ space, ...found, embed }] : [];
    }
    // A reindex took over while the query was embedded: its vector is of the old space.
    space = now;
  }
  return [];
}

/** Undefined when the model, its process or its server cannot be used. */
export async function unlessBroken<T>(
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const { code } = toAppError(error);
    const isModels = ['model.', 'worker.', 'endpoint.', 'network.'].some((room) =>
      code.startsWith(room),
    );
    if (signal?.aborted || !isModels) throw error;
    return undefined;
  }
}
