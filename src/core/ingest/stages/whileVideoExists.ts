import { AppError, toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { Stage } from '../../jobs/index.ts';
import { hasVideo } from '../../library/index.ts';
import type { IngestPayload } from '../ingestPayload.ts';

/**
 * The same stage, which ends with `video.notFound` when its video is removed under it, by another
 * device of the team for instance: nothing of it is stored then, and the reason is told in words.
 */
export function whileVideoExists(
  stage: Stage<IngestPayload>,
  library: Library,
): Stage<IngestPayload> {
  return {
    ...stage,
    run: async (context) => {
      const { videoId } = context.payload;
      if (videoId === undefined) return stage.run(context);
      const requireVideo = (): void => {
        if (hasVideo(library, videoId)) return;
        throw new AppError('video.notFound', 'The video was removed while it was ingested.');
      };
      context.writeAtEnd(requireVideo);
      try {
        await stage.run(context);
      } catch (error) {
        // What the stage met was perhaps only a consequence.
        if (toAppError(error).code !== 'job.cancelled') requireVideo();
        throw error;
      }
    },
  };
}
