import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSearch } from 'wouter';
import type { SavedSearch, VideoId } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import type { SearchQuery } from '../query/searchQuery.ts';
import { isAsSaved } from './savedSearchAddress.ts';
import { useSavedSearches } from './useSavedSearches.ts';

export interface ShownSearch {
  /** The saved search that is shown, while the query is as it was saved. */
  saved: SavedSearch | undefined;
  /** Videos that were new to it when it was opened. */
  newVideoIds: ReadonlySet<VideoId>;
}

const none: ReadonlySet<VideoId> = new Set();

/** The saved search of the address: opening it takes note of what is new, and shows which that is. */
export function useShownSearch(query: SearchQuery): ShownSearch {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const searches = useSavedSearches();
  const asked = new URLSearchParams(useSearch()).get('saved');
  const saved = searches?.find((search) => search.id === asked && isAsSaved(query, search));
  const id = saved?.id;
  const [looked, setLooked] = useState<{ id: string; newVideoIds: ReadonlySet<VideoId> }>();
  useEffect(() => {
    if (id === undefined) return;
    let isGone = false;
    client.searches
      .look({ searchId: id })
      .then(({ newVideoIds }) => {
        if (!isGone) setLooked({ id, newVideoIds: new Set(newVideoIds) });
        return queryClient.invalidateQueries({ queryKey: procedures.searches.key() });
      })
      // It was removed meanwhile, or the host is away: the results are there all the same.
      .catch(() => {});
    return () => {
      isGone = true;
    };
  }, [id, client, procedures, queryClient]);
  return {
    saved,
    newVideoIds: looked !== undefined && looked.id === id ? looked.newVideoIds : none,
  };
}
