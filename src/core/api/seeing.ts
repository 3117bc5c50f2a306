import type { Library } from '../db/index.ts';
import type { ModelStore } from '../inference/index.ts';
import { enqueueLook, type LookPayload } from '../ingest/index.ts';
import { type JobKind, type JobQueue, runNow } from '../jobs/index.ts';
import { getVideo, resolveVideoId } from '../library/index.ts';
import { api } from './implementer.ts';

export interface SeeingTools {
  library: Library;
  models: ModelStore;
  queue: JobQueue;
  lookKind: JobKind<LookPayload>;
  letJobsRun(): void;
}

/** What is seen in pictures. */
export function seeingHandlers({ library, models, queue, lookKind, letJobsRun }: SeeingTools) {
  return {
    look: api.seeing.look.handler(async ({ input }) => {
      // Said at once, and not by a job that fails.
      await models.require('see');
      const id = input.videoId === undefined ? undefined : resolveVideoId(library, input.videoId);
      const of = id === undefined ? undefined : { id, title: getVideo(library, id).title };
      const jobId = enqueueLook(queue, lookKind, of);
      letJobsRun();
      return runNow(queue, jobId);
    }),
  };
}
