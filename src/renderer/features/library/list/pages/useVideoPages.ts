import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import type { VideoSummary } from '../../../../../contract/index.ts';
import { useApi } from '../../../../client/api.ts';
import type { ListChoice } from '../../query/libraryQuery.ts';
import { pageSize, pagesOf } from './pagesOf.ts';

export interface VideoPages {
  /** Undefined while its page is being read. */
  videoAt(index: number): VideoSummary | undefined;
}

/** How many videos a choice has, and its first page; the earlier answer stays until this one is there. */
export function useFirstPage(choice: ListChoice) {
  const { procedures } = useApi();
  return useQuery({
    ...procedures.videos.list.queryOptions({ input: { ...choice, limit: pageSize, offset: 0 } }),
    placeholderData: keepPreviousData,
  });
}

/** The videos between two places, both included; pages that nobody looks at any more are not read. */
export function useVideoPages(choice: ListChoice, first: number, last: number): VideoPages {
  const { procedures } = useApi();
  const firstPage = useFirstPage(choice).data;
  const pages = pagesOf(first, last);
  const answers = useQueries({
    queries: pages.map((page) =>
      procedures.videos.list.queryOptions({
        input: { ...choice, limit: pageSize, offset: page * pageSize },
      }),
    ),
  });
  return {
    videoAt(index) {
      const page = Math.floor(index / pageSize);
      const place = index % pageSize;
      if (page === 0) return firstPage?.videos[place];
      return answers[pages.indexOf(page)]?.data?.videos[place];
    },
  };
}
