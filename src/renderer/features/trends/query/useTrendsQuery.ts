import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { readTrendsQuery, type TrendsQuery, writeTrendsQuery } from './trendsQuery.ts';

/** The query in the address, and a way to change a part of it there. */
export function useTrendsQuery(): [TrendsQuery, (change: Partial<TrendsQuery>) => void] {
  const search = useSearch();
  const [location, navigate] = useLocation();
  const query = useMemo(() => readTrendsQuery(new URLSearchParams(search)), [search]);
  const change = useCallback(
    (part: Partial<TrendsQuery>): void => {
      const parameters = writeTrendsQuery({ ...query, ...part }).toString();
      navigate(parameters === '' ? location : `${location}?${parameters}`, { replace: true });
    },
    [query, location, navigate],
  );
  return [query, change];
}
