import { type Library, makeDurable } from '../../../db/index.ts';
import type { Stage } from '../../../jobs/index.ts';
import { updateVideo } from '../../../library/index.ts';
import type { IngestPayload } from '../../ingestPayload.ts';
import { WorkFiles } from '../../media/workFiles.ts';

/** Removes what the stages left for each other; from its end on the video is complete. */
export function createTidyStage(library: Library): Stage<IngestPayload> {
  return {
    name: 'tidy',
    weight: 1,
    resource: 'disk',
    run: async ({ jobId, payload: { videoId }, writeAtEnd }) => {
      // A loss of power that took back a stage would leave it without what it reads.
      makeDurable(library.directory);
      await new WorkFiles(library, jobId).remove();
      if (videoId === undefined) return;
      writeAtEnd(() => updateVideo(library, videoId, { ingestState: 'complete' }));
    },
  };
}
