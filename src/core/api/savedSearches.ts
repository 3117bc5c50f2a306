import type { SavedSearchId } from '../../contract/index.ts';
import type { Library } from '../db/index.ts';
import {
  listSavedSearches,
  removeSavedSearch,
  renameSavedSearch,
  resolveSavedSearchId,
  type SavedSearches,
  saveSearch,
} from '../search/index.ts';
import { wholeFilters } from './collections.ts';
import { api } from './implementer.ts';

export interface SavedSearchTools {
  library: Library;
  savedSearches: SavedSearches;
}

/** Saved searches; one is named by its id, the unique beginning of it, or its name. */
export function savedSearchHandlers({ library, savedSearches }: SavedSearchTools) {
  const { searches } = api;
  const resolve = (given: string): SavedSearchId => resolveSavedSearchId(library, given);
  return {
    list: searches.list.handler(async ({ input, signal }) => {
      if (input.counted) await savedSearches.count(signal);
      return { searches: listSavedSearches(library) };
    }),
    save: searches.save.handler(async ({ input }) => {
      const filters = wholeFilters(library, input.filters);
      const { id } = saveSearch(library, { ...input, filters });
      // What it finds now is not new, also while another video is being ingested.
      return (await savedSearches.look(id)).search;
    }),
    rename: searches.rename.handler(({ input }) =>
      renameSavedSearch(library, resolve(input.searchId), input.name),
    ),
    look: searches.look.handler(({ input }) => savedSearches.look(resolve(input.searchId))),
    remove: searches.remove.handler(({ input }) =>
      removeSavedSearch(library, resolve(input.searchId)),
    ),
  };
}
