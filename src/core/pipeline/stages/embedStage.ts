import { toAppError } from '../../base/index.ts';
import type { Embedder } from '../../inference/index.ts';
import type { Stage } from '../../jobs/index.ts';
import { activeSpace, buildingSpace, type Library } from '../../library/index.ts';
import { embedMissing } from '../embedding/embedMissing.ts';
import { spaceOf } from '../embedding/spaceOf.ts';
import type { IngestPayload } from '../ingestPayload.ts';

/**
 * Makes the video findable by meaning. Without an embedding model it is findable by words, with a
 * warning, and a reindex makes up for it. While another model's vectors are being built, the
 * video gets its place there; the reindex itself does the rest.
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
    run: async ({ payload, signal, progress, warn, giveWay }) => {
      const { videoId } = payload;
      if (payload.duplicate === true || videoId === undefined) return;
      try {
        const { version } = await embedder.model();
        const known = [activeSpace(library), buildingSpace(library)];
        if (known[0] !== undefined && known.every((space) => space?.modelVersion !== version)) {
          warn('model.changed', 'The embedding model is another one than the library’s.');
          return;
        }
        const space = await spaceOf(library, embedder);
        await embedMissing({
          library,
          embedder,
          space,
          videoId,
          signal,
          onProgress: progress,
          giveWay,
        });
      } catch (error) {
        const { code, message } = toAppError(error);
        if (code !== 'model.missing') throw error;
        warn(code, message);
      }
    },
  };
}
