import type { Library } from '../../../db/index.ts';
import type { Stage } from '../../../jobs/index.ts';
import type { IngestPayload } from '../../ingestPayload.ts';
import { rehook } from '../../transcriptUpdates/rechunk.ts';

/** The opening hook, from what the stages before found. */
export function createHookStage({ library }: { library: Library }): Stage<IngestPayload> {
  return {
    name: 'hook',
    weight: 1,
    resource: 'disk',
    run: async ({ payload: { videoId, duplicate }, writeAtEnd }) => {
      if (duplicate === true || videoId === undefined) return;
      writeAtEnd(() => rehook(library, videoId));
    },
  };
}
