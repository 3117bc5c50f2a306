import {
  ArrowDownWideNarrow,
  ArrowUpNarrowWide,
  LayoutGrid,
  ListFilter,
  Search,
  Table,
} from 'lucide-react';
import type { VideoSort } from '../../../../contract/index.ts';
import { commonMessages } from '../../../messages/common.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { SegmentedControl } from '../../../ui/inputs/SegmentedControl.tsx';
import { Select } from '../../../ui/inputs/Select.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { Popover } from '../../../ui/overlays/Popover.tsx';
import { StartReview } from '../../review/run/StartReview.tsx';
import { CollectionsMenu } from '../collections/CollectionsMenu.tsx';
import { filterChips } from '../query/filterChips.ts';
import {
  type LibraryQuery,
  listChoiceOf,
  ofCollection,
  usualDirection,
} from '../query/libraryQuery.ts';
import { FilterForm } from './FilterForm.tsx';
import { useTypedValue } from './useTypedValue.ts';

const sorts: readonly { value: VideoSort; label: string }[] = [
  { value: 'added', label: libraryMessages.libraryToolbar.added },
  { value: 'published', label: commonMessages.published },
  { value: 'views', label: commonMessages.views },
  { value: 'outlier', label: libraryMessages.libraryToolbar.outlier },
  { value: 'velocity', label: libraryMessages.libraryToolbar.velocity },
  { value: 'duration', label: commonMessages.duration },
  { value: 'title', label: commonMessages.title },
];
const sortsOfCollection: typeof sorts = [
  { value: 'collection', label: libraryMessages.libraryToolbar.customOrder },
  ...sorts,
];

const views = [
  { value: 'grid', label: libraryMessages.libraryToolbar.grid, icon: <LayoutGrid size={14} /> },
  { value: 'table', label: libraryMessages.libraryToolbar.table, icon: <Table size={14} /> },
] as const;

/** Narrows, orders and shows the library one way or the other. */
export function LibraryToolbar({
  query,
  onChange,
  total,
}: {
  query: LibraryQuery;
  onChange(change: Partial<LibraryQuery>): void;
  /** Videos that fit; undefined until they were counted. */
  total: number | undefined;
}): React.JSX.Element {
  const [text, setText] = useTypedValue(query.text, (next) => onChange({ text: next }));
  const filters = filterChips(query).length;
  const ascending = query.direction === 'ascending';
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      <TextField
        label={libraryMessages.libraryToolbar.filterLabel}
        hideLabel
        type="search"
        placeholder={libraryMessages.libraryToolbar.filterPlaceholder}
        icon={<Search size={14} />}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="w-56"
      />
      <Popover
        title={commonMessages.filters}
        trigger={
          <Button icon={<ListFilter size={14} />}>
            {filters === 0 ? commonMessages.filters : commonMessages.filtersInUse(filters)}
          </Button>
        }
      >
        <FilterForm query={query} onChange={onChange} />
      </Popover>
      <CollectionsMenu onChoose={(collection) => onChange(ofCollection(collection))} />
      <StartReview choice={listChoiceOf(query)} total={total} />
      <p role="status" className="min-w-24 flex-1 text-right text-small text-ink-3">
        {total !== undefined && commonMessages.videos(total)}
      </p>
      <Select
        label={libraryMessages.libraryToolbar.sortBy}
        hideLabel
        value={query.sort}
        options={query.collection === undefined ? sorts : sortsOfCollection}
        onChange={(sort) => onChange({ sort, direction: usualDirection(sort) })}
        className="w-32"
      />
      <IconButton
        label={
          ascending
            ? libraryMessages.libraryToolbar.descending
            : libraryMessages.libraryToolbar.ascending
        }
        icon={ascending ? <ArrowUpNarrowWide size={15} /> : <ArrowDownWideNarrow size={15} />}
        onClick={() => onChange({ direction: ascending ? 'descending' : 'ascending' })}
      />
      <SegmentedControl
        label={libraryMessages.libraryToolbar.view}
        value={query.view}
        options={views}
        onChange={(view) => onChange({ view })}
      />
    </div>
  );
}
