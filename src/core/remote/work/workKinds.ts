import { createDescribeWork, type DescribeWorkTools } from './describe/describeWork.ts';
import { createDraftsWork, type DraftsWorkTools } from './drafts/draftsWork.ts';
import type { EmbedWorkTools } from './embed/embedTarget.ts';
import { createEmbedWork } from './embed/embedWork.ts';
import type { Takers } from './resultHandler.ts';
import { createTranscribeWork, type TranscribeWorkTools } from './transcribe/transcribeWork.ts';

export type WorkKinds = ReturnType<typeof createWorkKinds>;

/** Every kind of work. */
export function createWorkKinds(
  tools: EmbedWorkTools & DraftsWorkTools & TranscribeWorkTools & DescribeWorkTools,
) {
  return {
    embed: createEmbedWork(tools),
    drafts: createDraftsWork(tools),
    transcribe: createTranscribeWork(tools),
    describe: createDescribeWork(tools),
  } satisfies Takers;
}
