import { keepPreviousData, useQueries } from '@tanstack/react-query';
import type { BatchId, BatchRow, BatchRowState } from '../../../../../contract/index.ts';
import { useApi } from '../../../../client/api.ts';

const pageRows = 100;

/** Rows of the pages that are in sight; those of other pages are undefined. */
export function useBatchRows({
  id,
  state,
  first,
  last,
  ended,
}: {
  id: BatchId;
  state: BatchRowState | undefined;
  /** Indexes of the rows in sight. */
  first: number;
  last: number;
  /** Rows that have ended: pages are read anew when it grows. */
  ended: number;
}): { total: number | undefined; rowAt(index: number): BatchRow | undefined; error: unknown } {
  const { procedures } = useApi();
  const firstPage = Math.floor(Math.max(0, first) / pageRows);
  const lastPage = Math.floor(Math.max(0, last) / pageRows);
  const pages = Array.from({ length: lastPage - firstPage + 1 }, (_, i) => firstPage + i);
  const results = useQueries({
    queries: pages.map((page) => {
      const input = {
        ...{ id, offset: page * pageRows, limit: pageRows },
        ...(state !== undefined && { state }),
      };
      return {
        ...procedures.batches.rows.queryOptions({ input }),
        queryKey: [...procedures.batches.rows.queryKey({ input }), ended],
        placeholderData: keepPreviousData,
      };
    }),
  });
  return {
    total: results.find(({ data }) => data !== undefined)?.data?.total,
    rowAt: (index) =>
      results[Math.floor(index / pageRows) - firstPage]?.data?.rows[index % pageRows],
    error: results.find(({ error }) => error !== null)?.error,
  };
}
