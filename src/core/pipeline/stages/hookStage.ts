import type { Stage } from '../../jobs/index.ts';
import { getOnScreenTexts, getTranscript, type Library, setHook } from '../../library/index.ts';
import { openingHook } from '../chunking/openingHook.ts';
import type { IngestPayload } from '../ingestPayload.ts';

/** The opening hook, from what the stages before found. */
export function createHookStage({ library }: { library: Library }): Stage<IngestPayload> {
  return {
    name: 'hook',
    weight: 1,
    resource: 'disk',
    run: async ({ payload: { videoId, duplicate } }) => {
      if (duplicate === true || videoId === undefined) return;
      const segments = getTranscript(library, videoId);
      setHook(library, videoId, openingHook(segments, getOnScreenTexts(library, videoId)));
    },
  };
}
