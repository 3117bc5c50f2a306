import { useState } from 'react';
import { useShellView } from '../../app/shellView.ts';
import { useStartReview } from '../review/run/useStartReview.ts';
import { RemoveDialog } from './actions/RemoveDialog.tsx';
import { SelectionBar } from './actions/SelectionBar.tsx';
import { AddToCollection } from './collections/AddToCollection.tsx';
import { useCollectionActions, useCollectionList } from './collections/useCollections.ts';
import { selectOnly, useLibraryView } from './libraryView.ts';
import type { ListKeys } from './list/pages/useVideoList.ts';
import { VideoGrid } from './list/VideoGrid.tsx';
import { VideoTable } from './list/VideoTable.tsx';
import { isWhole, type LibraryQuery, type ListChoice } from './query/libraryQuery.ts';

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
  const collecting = useShellView((shell) => shell.addToCollection);
  const selected = useLibraryView((view) => view.selected);
  const shown = useCollectionList()?.find(({ id }) => id === query.collection);
  const { removeFromCollection, move } = useCollectionActions();
  const setCollecting = (open: boolean): void => useShellView.setState({ addToCollection: open });
  const removeSelected = async (): Promise<void> => {
    const { selected: chosen } = useLibraryView.getState();
    if (shown !== undefined && (await removeFromCollection(shown, [...chosen.keys()])))
      selectOnly([]);
  };
  // Places have a meaning only where every video is shown, in the collection's own order.
  const inOrder = query.sort === 'collection' && query.direction === 'ascending' && isWhole(query);
  const keys: ListKeys = {
    remove: () => setRemoving(true),
    collect: () => setCollecting(true),
    review: useStartReview(choice),
    ...(shown !== undefined && { removeFromCollection: () => void removeSelected() }),
    ...(shown !== undefined &&
      inOrder && {
        move: (video, before) => void move(shown.id, video.id, before?.id),
      }),
  };
  const shared = { choice, total, keys };
  return (
    <div className="relative h-full">
      {query.view === 'grid' ? (
        <VideoGrid {...shared} />
      ) : (
        <VideoTable {...shared} query={query} onChange={onChange} />
      )}
      {selected.size > 0 && <SelectionBar videoIds={[...selected.keys()]} keys={keys} />}
      <RemoveDialog videos={selected} open={removing} onClose={() => setRemoving(false)} />
      {collecting && (
        <AddToCollection videoIds={[...selected.keys()]} onClose={() => setCollecting(false)} />
      )}
    </div>
  );
}
