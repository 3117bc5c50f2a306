import type { InferContractRouterOutputs } from '@orpc/contract';
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { contract, SearchHit } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { hitKey } from '../results/hitLabels.ts';
import { type SearchQuery, searchInputOf } from './searchQuery.ts';

export interface Found {
  /** Best first, each moment once. */
  hits: readonly SearchHit[];
  meaningSearched: boolean;
  /** Why the vectors of a server's model were not searched, when there are some. */
  withoutServer: string | undefined;
  /** How many the host gave: as many as were asked for when there may be more. */
  count: number;
}

export interface Moments {
  result: UseQueryResult<Found>;
  /** True while `result` holds what was found for an earlier query. */
  stale: boolean;
}

/** Typing on within this time asks the host once. */
const debounceMs = 120;
const keptMs = 60_000;

/**
 * The moments of a query. They follow typing: what was found before stays until newer ones come,
 * and a request that nobody waits for any more is aborted.
 */
export function useMoments(query: SearchQuery, limit: number): Moments {
  const { procedures } = useApi();
  const wanted = searchInputOf(query);
  const asked = useSettled(wanted.query);
  const result = useQuery(
    procedures.search.query.queryOptions({
      // Only typing is waited for; a filter is asked for at once.
      input: { query: asked, filters: wanted.filters, limit },
      enabled: asked !== '' && wanted.query !== '',
      placeholderData: keepPreviousData,
      // The library may have grown since.
      staleTime: 0,
      gcTime: keptMs,
      select: toFound,
    }),
  );
  return { result, stale: result.isPlaceholderData || asked !== wanted.query };
}

/** A text once it was left alone for a moment; the first one at once. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), debounceMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

type Output = InferContractRouterOutputs<typeof contract>['search']['query'];

/** Outside of the hook, so that it is run when the answer changes and not at each drawing. */
function toFound({ hits, meaningSearched, withoutServer }: Output): Found {
  return {
    hits: [...new Map(hits.map((hit) => [hitKey(hit), hit])).values()],
    meaningSearched,
    withoutServer,
    count: hits.length,
  };
}
