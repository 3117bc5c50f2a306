import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors } from './common.ts';
import { transcriptIdSchema, videoIdSchema } from './ids.ts';
import { earlierTranscriptSchema, segmentSchema, videoDetailSchema } from './videos.ts';

const base = oc.errors(contractErrors);
/** Both may be the unique beginning of an id. */
const which = z.object({ videoId: videoIdSchema, transcriptId: transcriptIdSchema });

/** Transcripts that others took the place of; `videos.get` lists them. */
export const transcriptsContract = {
  get: base
    .route({
      method: 'GET',
      path: '/videos/{videoId}/transcripts/{transcriptId}',
      summary: 'Get an earlier transcript with its text',
    })
    .input(which)
    .output(earlierTranscriptSchema.extend({ transcript: z.array(segmentSchema) })),
  restore: base
    .route({
      method: 'POST',
      path: '/videos/{videoId}/transcripts/{transcriptId}/restore',
      summary: 'Restore an earlier transcript; the current one is kept',
    })
    .input(which)
    .output(
      z.object({
        video: videoDetailSchema,
        /** What was the video’s until now; bringing it back undoes this. */
        kept: transcriptIdSchema.optional(),
      }),
    ),
};
