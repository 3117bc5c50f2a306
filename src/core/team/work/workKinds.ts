import type { Takers } from './answerTaker.ts';
import { createDraftsWork, type DraftsWorkTools } from './drafts/draftsWork.ts';
import type { EmbedWorkTools } from './embed/embedTarget.ts';
import { createEmbedWork } from './embed/embedWork.ts';

export type WorkKinds = ReturnType<typeof createWorkKinds>;

/** Every kind of work. */
export function createWorkKinds(tools: EmbedWorkTools & DraftsWorkTools) {
  return {
    embed: createEmbedWork(tools),
    drafts: createDraftsWork(tools),
  } satisfies Takers;
}
