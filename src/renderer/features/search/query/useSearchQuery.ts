import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { readSearchQuery, type SearchQuery, writeSearchQuery } from './searchQuery.ts';

/** The query in the address, and a way to change a part of it there. */
export function useSearchQuery(): [SearchQuery, (change: Partial<SearchQuery>) => void] {
  const search = useSearch();
  const [, navigate] = useLocation();
  const query = useMemo(() => readSearchQuery(new URLSearchParams(search)), [search]);
  const change = useCallback(
    (part: Partial<SearchQuery>): void => {
      const parameters = writeSearchQuery({ ...query, ...part }).toString();
      navigate(parameters === '' ? '/search' : `/search?${parameters}`, { replace: true });
    },
    [query, navigate],
  );
  return [query, change];
}
