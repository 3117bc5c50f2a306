import { useQuery } from '@tanstack/react-query';
import { Ellipsis, X } from 'lucide-react';
import { useState } from 'react';
import type { CollectionId } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu } from '../../../ui/overlays/Menu.tsx';
import { Skeleton } from '../../../ui/StateViews.tsx';
import { CollectionForm } from './CollectionForm.tsx';
import { RemoteVideosDialog } from './RemoteVideosDialog.tsx';
import { useCollectionActions } from './useCollections.ts';

/** The collection that is shown: its name, its note, and what only the team has of it. */
export function CollectionHeader({
  id,
  onLeave,
}: {
  id: CollectionId;
  onLeave(): void;
}): React.JSX.Element | null {
  const { procedures } = useApi();
  const { data } = useQuery(procedures.collections.list.queryOptions());
  const { remove } = useCollectionActions();
  const [open, setOpen] = useState<'edit' | 'remoteVideos'>();
  if (data === undefined) return <Skeleton className="h-7 w-72" />;
  const collection = data.collections.find((one) => one.id === id);
  // Gone meanwhile: the list below says so.
  if (collection === undefined) return null;
  const { name, note, remoteVideos } = collection;
  return (
    <section aria-label={commonMessages.collection} className="flex min-w-0 items-start gap-2">
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <div className="flex min-h-7 min-w-0 items-center gap-3">
          <h2 dir="auto" className="truncate text-lead font-semibold text-ink" title={name}>
            {name}
          </h2>
          {remoteVideos > 0 && (
            <button
              type="button"
              onClick={() => setOpen('remoteVideos')}
              className="shrink-0 text-small text-accent-ink underline hover:text-ink"
            >
              {libraryMessages.collectionHeader.remote(remoteVideos)}
            </button>
          )}
        </div>
        {note !== '' && (
          <p
            dir="auto"
            className="line-clamp-3 whitespace-pre-wrap text-ink-2 [overflow-wrap:anywhere]"
          >
            {note}
          </p>
        )}
      </div>
      <Menu
        trigger={
          <IconButton label={libraryMessages.collectionHeader.more} icon={<Ellipsis size={15} />} />
        }
        items={[
          { label: libraryMessages.collectionHeader.rename, onSelect: () => setOpen('edit') },
          {
            label: libraryMessages.collectionHeader.remove,
            tone: 'bad',
            onSelect: () => void remove(id).then((removed) => removed && onLeave()),
          },
        ]}
      />
      <IconButton
        label={libraryMessages.collectionHeader.showLibrary}
        icon={<X size={15} />}
        onClick={onLeave}
      />
      {open === 'edit' && <CollectionForm edited={collection} onClose={() => setOpen(undefined)} />}
      {open === 'remoteVideos' && (
        <RemoteVideosDialog collection={collection} onClose={() => setOpen(undefined)} />
      )}
    </section>
  );
}
