import type { Stage } from '../../jobs/index.ts';
import {
  getOnScreenTexts,
  getTranscript,
  getVideo,
  type Library,
  replaceChunks,
} from '../../library/index.ts';
import { chunkVideo } from '../chunking/chunkVideo.ts';
import type { IngestPayload } from '../ingestPayload.ts';

/** The units of search, from what the stages before found. */
export function createChunkStage({ library }: { library: Library }): Stage<IngestPayload> {
  return {
    name: 'chunks',
    weight: 1,
    resource: 'disk',
    run: async ({ payload: { videoId } }) => {
      // Of a duplicate too: its sidecar may tell another title. Chunks that stay keep their vectors.
      if (videoId === undefined) return;
      const { title, description, durationMs } = getVideo(library, videoId);
      const chunks = chunkVideo({
        title,
        description: description ?? undefined,
        durationMs,
        segments: getTranscript(library, videoId),
        spans: getOnScreenTexts(library, videoId),
      });
      replaceChunks(library, videoId, chunks);
    },
  };
}
