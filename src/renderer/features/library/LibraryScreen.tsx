import { ORPCError } from '@orpc/client';
import { useLayoutEffect } from 'react';
import { useSearch } from 'wouter';
import type { VideoSort, VideoSummary } from '../../../contract/index.ts';
import { commonMessages } from '../../messages/common.ts';
import { libraryMessages } from '../../messages/library/library.ts';
import { measuresMessages } from '../../messages/measures.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState, ErrorState } from '../../ui/StateViews.tsx';
import { CollectionHeader } from './collections/CollectionHeader.tsx';
import { FirstRun } from './firstRun/FirstRun.tsx';
import { LibraryList } from './LibraryList.tsx';
import { enterLibraryView } from './libraryView.ts';
import { ListSkeleton } from './list/ListSkeleton.tsx';
import { useFirstPage } from './list/pages/useVideoPages.ts';
import { noFilters } from './query/filterChips.ts';
import { isNarrowed, isWhole, listChoiceOf, ofCollection } from './query/libraryQuery.ts';
import { useLibraryQuery } from './query/useLibraryQuery.ts';
import { FilterChips } from './toolbar/FilterChips.tsx';
import { LibraryToolbar } from './toolbar/LibraryToolbar.tsx';

/** Why an order by a measure orders nothing: known ones come first, whichever way it is sorted. */
function NothingMeasured({
  sort,
  page,
}: {
  sort: VideoSort;
  page: { videos: readonly VideoSummary[] };
}): React.JSX.Element | null {
  if (sort !== 'outlier' && sort !== 'velocity') return null;
  if (page.videos[0]?.[sort] !== undefined) return null;
  return (
    <p
      role="status"
      className="border-b border-line bg-caution-soft px-5 py-1.5 text-small text-caution"
    >
      {measuresMessages.nothingMeasured[sort]}
    </p>
  );
}

/** The analyst's home: every video, narrowed and ordered by what stands in the address. */
export default function LibraryScreen(): React.JSX.Element {
  const search = useSearch();
  useLayoutEffect(() => enterLibraryView(search), [search]);
  const [query, change] = useLibraryQuery();
  const choice = listChoiceOf(query);
  const { data, error, refetch, isPlaceholderData } = useFirstPage(choice);
  // The answer to an earlier, narrower question does not mean that the library is empty.
  if (data?.total === 0 && !isPlaceholderData && !isNarrowed(query)) return <FirstRun />;
  return (
    <div className="flex h-full flex-col">
      <h1 className="sr-only">{commonMessages.library}</h1>
      <div className="flex flex-col gap-2 border-b border-line px-5 py-2">
        {query.collection !== undefined && (
          <CollectionHeader id={query.collection} onLeave={() => change(ofCollection(undefined))} />
        )}
        <LibraryToolbar query={query} onChange={change} total={data?.total} />
        <FilterChips query={query} onChange={change} />
      </div>
      {data !== undefined && data.total > 0 && <NothingMeasured sort={query.sort} page={data} />}
      <div className="min-h-0 flex-1">
        {error instanceof ORPCError && error.code === 'collection.notFound' ? (
          <EmptyState
            title={libraryMessages.libraryScreen.collectionGone}
            actions={
              <Button onClick={() => change(ofCollection(undefined))}>
                {libraryMessages.libraryScreen.showLibrary}
              </Button>
            }
          >
            {libraryMessages.libraryScreen.collectionGoneExplanation}
          </EmptyState>
        ) : error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <ListSkeleton view={query.view} />
        ) : data.total === 0 && query.collection !== undefined && isWhole(query) ? (
          <EmptyState
            title={libraryMessages.libraryScreen.emptyCollection}
            actions={
              <Button onClick={() => change(ofCollection(undefined))}>
                {libraryMessages.libraryScreen.showLibrary}
              </Button>
            }
          >
            {libraryMessages.libraryScreen.emptyCollectionExplanation}
          </EmptyState>
        ) : data.total === 0 ? (
          <EmptyState
            title={libraryMessages.libraryScreen.noMatch}
            actions={
              <Button onClick={() => change(noFilters)}>
                {libraryMessages.libraryScreen.clear}
              </Button>
            }
          >
            {libraryMessages.libraryScreen.noMatchExplanation}
          </EmptyState>
        ) : (
          <LibraryList
            key={query.view}
            query={query}
            choice={choice}
            total={data.total}
            onChange={change}
          />
        )}
      </div>
    </div>
  );
}
