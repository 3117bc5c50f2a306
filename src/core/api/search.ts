import type { Drafts } from '../insight/index.ts';
import { DraftRepository, type Library } from '../library/index.ts';
import type { Search } from '../search/index.ts';
import { api, stream } from './implementer.ts';

/** Moments by words and meaning. */
export function searchHandlers(search: Search) {
  return {
    query: api.search.query.handler(({ input, signal }) =>
      search.query(input, signal === undefined ? {} : { signal }),
    ),
  };
}

/** Hook drafts from a brief. */
export function draftHandlers(drafts: Drafts, library: Library) {
  const repository = new DraftRepository(library.db);
  return {
    list: api.drafts.list.handler(({ input }) => ({ briefs: repository.list(input.limit) })),
    remove: api.drafts.remove.handler(({ input }) => repository.remove(input.briefId)),
    create: api.drafts.create.handler(({ input, signal }) =>
      stream(drafts.draft(input, signal === undefined ? {} : { signal })),
    ),
  };
}
