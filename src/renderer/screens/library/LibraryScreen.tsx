import { useLayoutEffect } from 'react';
import { useSearch } from 'wouter';
import { ErrorState, Skeleton } from '../../primitives/StateViews.tsx';
import { enterLibraryView } from './libraryView.ts';
import { useFirstPage } from './list/useVideoPages.ts';
import { VideoGrid } from './list/VideoGrid.tsx';
import { listChoiceOf } from './query/libraryQuery.ts';
import { useLibraryQuery } from './query/useLibraryQuery.ts';

/** The analyst's home: every video, narrowed and ordered by what stands in the address. */
export default function LibraryScreen(): React.JSX.Element {
  const search = useSearch();
  useLayoutEffect(() => enterLibraryView(search), [search]);
  const [query] = useLibraryQuery();
  const choice = listChoiceOf(query);
  const { data, error, refetch } = useFirstPage(choice);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton className="h-full" />;
  return <VideoGrid key={search} choice={choice} total={data.total} onRemove={() => {}} />;
}
