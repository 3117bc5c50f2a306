import { useState } from 'react';
import { RemoveDialog } from './actions/RemoveDialog.tsx';
import { SelectionBar } from './actions/SelectionBar.tsx';
import { useLibraryView } from './libraryView.ts';
import { VideoGrid } from './list/VideoGrid.tsx';
import { VideoTable } from './list/VideoTable.tsx';
import type { LibraryQuery, ListChoice } from './query/libraryQuery.ts';

/** The videos that fit, as posters or rows, and what is done with the selected ones. */
export function LibraryList({
  query,
  choice,
  total,
  onChange,
}: {
  query: LibraryQuery;
  choice: ListChoice;
  total: number;
  onChange(change: Partial<LibraryQuery>): void;
}): React.JSX.Element {
  const [removing, setRemoving] = useState(false);
  const selected = useLibraryView((view) => view.selected);
  const shared = { choice, total, onRemove: () => setRemoving(true) };
  return (
    <div className="relative h-full">
      {query.view === 'grid' ? (
        <VideoGrid {...shared} />
      ) : (
        <VideoTable {...shared} query={query} onChange={onChange} />
      )}
      {selected.size > 0 && (
        <SelectionBar videoIds={[...selected.keys()]} onRemove={() => setRemoving(true)} />
      )}
      <RemoveDialog videos={selected} open={removing} onClose={() => setRemoving(false)} />
    </div>
  );
}
