import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { SavedSearch, SavedSearchId } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { searchMessages } from '../../../messages/library/search.ts';
import { toast, toastError } from '../../../ui/overlays/Toasts.tsx';
import type { searchInputOf } from '../query/searchQuery.ts';

/** What is new is counted some seconds after videos came; reading the counts costs a millisecond. */
const readEveryMs = 15_000;

/** Saved searches by name, with how much is new to each; undefined until they were read. */
export function useSavedSearches(): readonly SavedSearch[] | undefined {
  const { procedures } = useApi();
  const { data } = useQuery(
    procedures.searches.list.queryOptions({ input: {}, refetchInterval: readEveryMs }),
  );
  return data?.searches;
}

/** New videos of all saved searches together. */
export function useNewToSearches(): number {
  return (useSavedSearches() ?? []).reduce((sum, { newVideos }) => sum + newVideos, 0);
}

/** What is done with saved searches; each says what came of it. */
export function useSavedSearchActions() {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const refresh = (): Promise<void> =>
    queryClient.invalidateQueries({ queryKey: procedures.searches.key() });
  const save = async (name: string, { query, filters }: ReturnType<typeof searchInputOf>) => {
    const saved = await client.searches.save({ name, query, filters });
    await refresh();
    return saved;
  };
  return {
    refresh,
    save,
    rename: async (searchId: SavedSearchId, name: string): Promise<void> => {
      await client.searches.rename({ searchId, name });
      await refresh();
    },
    remove: async (searchId: SavedSearchId): Promise<void> => {
      try {
        const { name, query, filters } = await client.searches.remove({ searchId });
        const undo = (): void =>
          void save(name, { query, filters }).catch((error: unknown) => toastError(error));
        toast(searchMessages.savedSearches.removed(name), {
          action: { label: commonMessages.undo, run: undo },
        });
      } catch (error) {
        toastError(error, searchMessages.savedSearches.notRemoved);
      }
      await refresh();
    },
  };
}
