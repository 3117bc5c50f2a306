import type { Library } from '../../../db/index.ts';
import type { Stage } from '../../../jobs/index.ts';
import type { IngestPayload } from '../../ingestPayload.ts';
import { rechunk } from '../../transcriptUpdates/rechunk.ts';

/** The units of search, from what the stages before found. */
export function createChunkStage({ library }: { library: Library }): Stage<IngestPayload> {
  return {
    name: 'chunks',
    weight: 1,
    resource: 'disk',
    run: async ({ payload: { videoId }, writeAtEnd }) => {
      // Of a duplicate too: its sidecar may tell another title. Chunks that stay keep their vectors.
      if (videoId === undefined) return;
      writeAtEnd(() => rechunk(library, videoId));
    },
  };
}
