import { keepPreviousData, useQueries } from '@tanstack/react-query';
import type { ComparedPair, ComparisonId } from '../../../../../contract/index.ts';
import { useApi } from '../../../../client/api.ts';

const pagePairs = 50;
export type ShownPairs = 'all' | 'different' | 'invalid';

/** Pairs of the pages that are in sight, and how many there are; those of other pages are undefined. */
export function useComparedPairs({
  id,
  show,
  first,
  last,
  compared,
}: {
  id: ComparisonId;
  show: ShownPairs;
  /** Indexes of the pairs in sight. */
  first: number;
  last: number;
  /** Pages are read anew when it grows. */
  compared: number;
}): { total: number | undefined; pairAt(index: number): ComparedPair | undefined; error: unknown } {
  const { procedures } = useApi();
  const firstPage = Math.floor(Math.max(0, first) / pagePairs);
  const lastPage = Math.floor(Math.max(0, last) / pagePairs);
  const pages = Array.from({ length: lastPage - firstPage + 1 }, (_, i) => firstPage + i);
  const results = useQueries({
    queries: pages.map((page) => {
      const input = { id, show, offset: page * pagePairs, limit: pagePairs };
      return {
        ...procedures.comparisons.pairs.queryOptions({ input }),
        queryKey: [...procedures.comparisons.pairs.queryKey({ input }), compared],
        placeholderData: keepPreviousData,
      };
    }),
  });
  return {
    total: results.find(({ data }) => data !== undefined)?.data?.total,
    pairAt: (index) =>
      results[Math.floor(index / pagePairs) - firstPage]?.data?.pairs[index % pagePairs],
    error: results.find(({ error }) => error !== null)?.error,
  };
}
