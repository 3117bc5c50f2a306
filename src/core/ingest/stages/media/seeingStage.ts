import type { Library } from '../../../db/index.ts';
import type { ModelSource } from '../../../inference/index.ts';
import type { Stage } from '../../../jobs/index.ts';
import { replaceSeen } from '../../../library/index.ts';
import type { IngestPayload } from '../../ingestPayload.ts';
import { WorkFiles } from '../../media/workFiles.ts';
import type { ObjectFinder } from '../../seeing/objectFinder.ts';
import { seeVideo } from '../../seeing/seeVideo.ts';

export interface SeeingTools {
  library: Library;
  models: ModelSource;
  finder: ObjectFinder;
}

/**
 * What is seen in the pictures, and when. Without a model that sees there were no frames kept for
 * it, and nothing is done: a later look makes up for it. Errors: those of {@link ObjectFinder}.
 */
export function createSeeingStage({ library, models, finder }: SeeingTools): Stage<IngestPayload> {
  return {
    name: 'seeing',
    weight: 20,
    resource: 'cpu',
    run: async ({ jobId, payload, signal, progress, yieldSlot, writeAtEnd }) => {
      const { videoId, duplicate } = payload;
      if (duplicate === true || videoId === undefined) return;
      const look = (await new WorkFiles(library, jobId).frames())?.look;
      const model = await models.preferred('see');
      if (look === undefined || model === undefined) return;
      const { path: modelPath, version: modelVersion } = model;
      const onProgress = (fraction: number): void => progress(fraction);
      const parts = { finder, modelPath, look, signal, onProgress, yieldSlot };
      const things = await seeVideo(parts);
      const { sampled: sampledFrames, frames } = look;
      const keptFrames = frames.length;
      writeAtEnd(() =>
        replaceSeen(library, videoId, { things, modelVersion, sampledFrames, keptFrames }),
      );
    },
  };
}
