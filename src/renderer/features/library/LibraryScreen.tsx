import { ORPCError } from '@orpc/client';
import { useLayoutEffect } from 'react';
import { useSearch } from 'wouter';
import { Button } from '../../ui/Button.tsx';
import { EmptyState, ErrorState } from '../../ui/StateViews.tsx';
import { CollectionHeader } from './collections/CollectionHeader.tsx';
import { FirstRun } from './firstRun/FirstRun.tsx';
import { LibraryList } from './LibraryList.tsx';
import { enterLibraryView } from './libraryView.ts';
import { ListSkeleton } from './list/ListSkeleton.tsx';
import { useFirstPage } from './list/useVideoPages.ts';
import { noFilters } from './query/filterChips.ts';
import { isNarrowed, isWhole, listChoiceOf, ofCollection } from './query/libraryQuery.ts';
import { useLibraryQuery } from './query/useLibraryQuery.ts';
import { FilterChips } from './toolbar/FilterChips.tsx';
import { LibraryToolbar } from './toolbar/LibraryToolbar.tsx';

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
      <h1 className="sr-only">Library</h1>
      <div className="flex flex-col gap-2 border-b border-line px-5 py-2">
        {query.collection !== undefined && (
          <CollectionHeader id={query.collection} onLeave={() => change(ofCollection(undefined))} />
        )}
        <LibraryToolbar query={query} onChange={change} total={data?.total} />
        <FilterChips query={query} onChange={change} />
      </div>
      <div className="min-h-0 flex-1">
        {error instanceof ORPCError && error.code === 'collection.notFound' ? (
          <EmptyState
            title="The collection is gone"
            actions={
              <Button onClick={() => change(ofCollection(undefined))}>
                Show the whole library
              </Button>
            }
          >
            It was removed, here or by a colleague. Its videos are still in the library.
          </EmptyState>
        ) : error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <ListSkeleton view={query.view} />
        ) : data.total === 0 && query.collection !== undefined && isWhole(query) ? (
          <EmptyState
            title="Nothing in this collection yet"
            actions={
              <Button onClick={() => change(ofCollection(undefined))}>
                Show the whole library
              </Button>
            }
          >
            Select videos in the library and press C to put them here.
          </EmptyState>
        ) : data.total === 0 ? (
          <EmptyState
            title="No video fits"
            actions={<Button onClick={() => change(noFilters)}>Clear text and filters</Button>}
          >
            Loosen a filter, or look for what is said with the search above.
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
