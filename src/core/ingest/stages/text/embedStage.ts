import type { ErrorCode } from '../../../../contract/index.ts';
import { type AppError, toAppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import type { Embedder } from '../../../inference/index.ts';
import type { Stage } from '../../../jobs/index.ts';
import {
  activeSpace,
  addVectors,
  buildingSpace,
  type EmbeddingSpace,
  hasSpace,
} from '../../../library/index.ts';
import { type ChunkVector, embedMissing } from '../../embedding/embedMissing.ts';
import { spaceOf } from '../../embedding/spaceOf.ts';
import type { IngestPayload } from '../../ingestPayload.ts';

/**
 * Makes the video findable by meaning: in the space that search uses, and in the one that a
 * reindex builds, each with its own model. When a model cannot be used the video is findable by
 * words, with a warning, and a reindex makes up for it.
 */
export function createEmbedStage(tools: {
  library: Library;
  embedder: Embedder;
}): Stage<IngestPayload> {
  const { library, embedder } = tools;
  return {
    name: 'embeddings',
    weight: 4,
    resource: 'cpu',
    run: async ({ payload, signal, progress, warn, yieldSlot, writeAtEnd }) => {
      const { videoId, duplicate } = payload;
      if (videoId === undefined) return;
      // A duplicate has vectors but for what its sidecar changed.
      if (duplicate === true && activeSpace(library) === undefined) return;
      const embed = async (space: EmbeddingSpace, onProgress: typeof progress): Promise<void> => {
        const made: ChunkVector[] = [];
        const onVectors = (vectors: ChunkVector[]): void => void made.push(...vectors);
        const work = { library, embedder, videoId, signal, yieldSlot };
        await embedMissing({ ...work, space, onVectors, onProgress });
        writeAtEnd(() => {
          // A reindex may have put its space in the place of this one.
          if (hasSpace(library, space.id)) addVectors(library, space.id, made);
        });
      };
      try {
        await embed(activeSpace(library) ?? (await spaceOf(library, embedder)), progress);
      } catch (error) {
        const failure = unusableModel(error);
        if (failure === undefined) throw error;
        warn(await codeOf(failure, tools), failure.message);
      }
      const building = buildingSpace(library);
      if (building === undefined) return;
      try {
        await embed(building, () => {});
      } catch (error) {
        // The reindex itself meets this chunk, or fails for the same reason and says so.
        if (unusableModel(error) === undefined) throw error;
      }
    },
  };
}

function unusableModel(error: unknown): AppError | undefined {
  const failure = toAppError(error);
  return failure.code === 'model.missing' || failure.code === 'model.damaged' ? failure : undefined;
}

/** The library's model is gone, but another one is there: a reindex changes to it. */
async function codeOf(
  failure: AppError,
  { library, embedder }: { library: Library; embedder: Embedder },
): Promise<ErrorCode> {
  if (failure.code !== 'model.missing' || activeSpace(library) === undefined) return failure.code;
  const isOtherInstalled = await embedder.model().then(
    () => true,
    () => false,
  );
  return isOtherInstalled ? 'model.changed' : failure.code;
}
