import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import type { Embedder } from '../../inference/index.ts';
import {
  chunksWithoutVector,
  countChunksWithoutVector,
  type EmbeddingSpace,
} from '../../library/index.ts';

export interface ChunkVector {
  chunkId: number;
  vector: Float32Array;
}

export interface EmbedMissingInput {
  library: Library;
  embedder: Embedder;
  space: EmbeddingSpace;
  /** Only this video's chunks. */
  videoId?: VideoId;
  signal: AbortSignal;
  onProgress(fraction: number): void;
  /** Called with each batch: stores its vectors, or keeps them to be stored together. */
  onVectors(vectors: ChunkVector[]): void;
  /** Awaited between batches, so that a person's work can go first. */
  yieldSlot(): Promise<void>;
}

/** Chunks embedded together. */
const batchSize = 32;

/**
 * Embeds the chunks that have no vector in a space, with the model that made the space, a batch
 * at a time; it meets chunks that come meanwhile.
 * Errors: `model.missing` when that model is no longer installed.
 */
export async function embedMissing(input: EmbedMissingInput): Promise<void> {
  const { library, embedder, space, videoId, signal, onVectors, onProgress, yieldSlot } = input;
  const open = countChunksWithoutVector(library, { spaceId: space.id, videoId });
  let done = 0;
  for (let afterId = 0; ; ) {
    signal.throwIfAborted();
    const batch = chunksWithoutVector(library, {
      spaceId: space.id,
      afterId,
      limit: batchSize,
      videoId,
    });
    const last = batch.at(-1);
    if (last === undefined) return;
    const vectors = await embedder.embed(
      batch.map(({ text }) => text),
      { signal, priority: 'batch', version: space.modelVersion },
    );
    const rows = batch.map(({ id }, index) => ({
      chunkId: id,
      vector: vectors[index] ?? new Float32Array(),
    }));
    onVectors(rows);
    afterId = last.id;
    done += batch.length;
    onProgress(Math.min(1, done / Math.max(1, open)));
    await yieldSlot();
  }
}
