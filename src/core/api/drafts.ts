import type { Library } from '../db/index.ts';
import { DraftRepository, type Drafts, exportBrief } from '../drafts/index.ts';
import { api, stream } from './implementer.ts';

/** Hook drafts from a brief, and what a person does with them. */
export function draftHandlers(drafts: Drafts, library: Library) {
  const repository = new DraftRepository(library.db);
  const during = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });
  return {
    list: api.drafts.list.handler(({ input }) => ({ briefs: repository.list(input.limit) })),
    remove: api.drafts.remove.handler(({ input }) => repository.remove(input.briefId)),
    create: api.drafts.create.handler(({ input, signal }) =>
      stream(drafts.draft(input, during(signal))),
    ),
    regenerate: api.drafts.regenerate.handler(({ input, signal }) =>
      stream(drafts.regenerate(input, during(signal))),
    ),
    merge: api.drafts.merge.handler(({ input, signal }) =>
      stream(drafts.merge(input, during(signal))),
    ),
    examples: api.drafts.examples.handler(() => ({ examples: drafts.examples() })),
    outline: api.drafts.outline.handler(({ input, signal }) =>
      drafts.outline(input.draftId, during(signal)),
    ),
    export: api.drafts.export.handler(({ input }) => exportBrief(library, input)),
    change: api.drafts.change.handler(({ input }) => drafts.change(input)),
    check: api.drafts.check.handler(({ input, signal }) => drafts.check(input, during(signal))),
  };
}
