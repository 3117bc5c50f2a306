import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { type LibraryQuery, readLibraryQuery, writeLibraryQuery } from './libraryQuery.ts';

/** The query in the address, and a way to change a part of it there. */
export function useLibraryQuery(): [LibraryQuery, (change: Partial<LibraryQuery>) => void] {
  const search = useSearch();
  const [location, navigate] = useLocation();
  const query = useMemo(() => readLibraryQuery(new URLSearchParams(search)), [search]);
  const change = useCallback(
    (part: Partial<LibraryQuery>): void => {
      const parameters = writeLibraryQuery({ ...query, ...part }).toString();
      navigate(parameters === '' ? location : `${location}?${parameters}`, { replace: true });
    },
    [query, location, navigate],
  );
  return [query, change];
}
