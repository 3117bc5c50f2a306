import type { UseQueryResult } from '@tanstack/react-query';
import { Bookmark, ListFilter } from 'lucide-react';
import { Link } from 'wouter';
import type { SavedSearch } from '../../../contract/index.ts';
import { commonMessages } from '../../messages/common.ts';
import { searchMessages } from '../../messages/library/search.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Popover } from '../../ui/overlays/Popover.tsx';
import { useCollectionList } from '../library/collections/useCollections.ts';
import { FilterChips } from '../library/toolbar/FilterChips.tsx';
import { FilterForm } from '../library/toolbar/FilterForm.tsx';
import { KindToggles } from './KindToggles.tsx';
import { LikeChip } from './LikeChip.tsx';
import { countFilters, type SearchQuery } from './query/searchQuery.ts';
import type { Found } from './query/useMoments.ts';
import { SaveSearch } from './saved/SaveSearch.tsx';
import { maxMoments } from './searchView.ts';
import { WordsOnly } from './WordsOnly.tsx';

interface SearchBarProps {
  query: SearchQuery;
  onChange(change: Partial<SearchQuery>): void;
  /** Undefined while nothing is typed. */
  found: UseQueryResult<Found> | undefined;
  /** The saved search that is shown, if it is one. */
  saved: SavedSearch | undefined;
  onSave(): void;
}

/** Narrows the search, and says what was found and how. */
export function SearchBar({
  query,
  onChange,
  found,
  saved,
  onSave,
}: SearchBarProps): React.JSX.Element {
  const filters = countFilters(query);
  // Taking all filters away must leave the words.
  const onFilter = ({ text: _kept, ...change }: Partial<SearchQuery>): void => onChange(change);
  const collections = useCollectionList();
  // One that is gone is still shown, so that it can be taken away.
  const collection =
    query.collection &&
    (collections?.find(({ id }) => id === query.collection)?.name ?? commonMessages.collection);
  const data = found?.data;
  const isLike = query.like !== undefined && query.text.trim() === '';
  return (
    <div className="flex shrink-0 flex-col gap-2 border-b border-line px-4 py-2">
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <KindToggles kinds={query.kinds} onChange={(kinds) => onChange({ kinds })} />
        <Popover
          title={commonMessages.filters}
          trigger={
            <Button icon={<ListFilter size={14} />}>
              {filters === 0 ? commonMessages.filters : commonMessages.filtersInUse(filters)}
            </Button>
          }
        >
          <FilterForm query={query} onChange={onFilter} />
        </Popover>
        {isLike && <LikeChip quote={data?.quote} onRemove={() => onChange({ like: undefined })} />}
        <FilterChips query={query} onChange={onFilter} collection={collection} />
        {saved !== undefined ? (
          <Badge icon={<Bookmark size={11} aria-hidden="true" />}>
            <bdi className="max-w-60 truncate">{saved.name}</bdi>
          </Badge>
        ) : (
          query.text.trim() !== '' && <SaveSearch onOpen={onSave} />
        )}
        <p role="status" className="ml-auto text-small text-ink-2">
          {data !== undefined && !found?.isError && countLabel(data)}
        </p>
        {data !== undefined && data.hits.length > 0 && !isLike && (
          <Link
            href={`/drafts?topic=${encodeURIComponent(query.text.trim().slice(0, 500))}`}
            className="rounded-control px-1 text-small font-medium text-accent-ink hover:underline"
          >
            {searchMessages.searchBar.writeDrafts}
          </Link>
        )}
      </div>
      {data?.meaningSearched === false && <WordsOnly onRetry={() => void found?.refetch()} />}
      {data?.withoutServer !== undefined && (
        <p className="text-small text-ink-2 [overflow-wrap:anywhere]">
          {searchMessages.searchBar.withoutServer} <bdi>{data.withoutServer}</bdi>
        </p>
      )}
    </div>
  );
}

function countLabel({ hits, count, isPartial }: Found): string {
  if (isPartial) return searchMessages.searchBar.byWords(hits.length);
  if (count >= maxMoments) return searchMessages.searchBar.best(hits.length);
  return searchMessages.searchBar.moments(hits.length);
}
