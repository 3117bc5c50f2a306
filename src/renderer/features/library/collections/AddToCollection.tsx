import { Command } from 'cmdk';
import { FolderPlus, Library } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { VideoId } from '../../../../contract/index.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Skeleton } from '../../../ui/StateViews.tsx';
import { CollectionForm } from './CollectionForm.tsx';
import { useCollectionActions, useCollectionList } from './useCollections.ts';

/** Puts the selected videos into a collection that is found by typing, or into a new one. */
export function AddToCollection({
  videoIds,
  onClose,
}: {
  videoIds: readonly VideoId[];
  onClose(): void;
}): React.JSX.Element {
  const collections = useCollectionList();
  const { add } = useCollectionActions();
  const [isNew, setIsNew] = useState(false);
  if (isNew) return <CollectionForm videoIds={videoIds} onClose={onClose} />;
  const what =
    videoIds.length === 1 ? 'the video' : `${videoIds.length.toLocaleString('en')} videos`;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Add to a collection"
      description={describe(videoIds.length, what)}
    >
      {collections === undefined ? (
        <Skeleton className="h-40" />
      ) : (
        <Command label="Collections" loop className="flex flex-col gap-2">
          <Command.Input
            autoFocus
            placeholder="Find a collection"
            className="h-7 rounded-control border border-line-strong bg-raised px-2 text-body text-ink placeholder:text-ink-3 focus-visible:outline-offset-0"
          />
          <Command.List className="max-h-64 overflow-y-auto">
            {videoIds.length > 0 &&
              collections.map((collection) => (
                <Choice
                  key={collection.id}
                  value={`${collection.name} ${collection.id}`}
                  icon={<Library size={14} />}
                  note={`${collection.videos.toLocaleString('en')}`}
                  onSelect={() => {
                    onClose();
                    void add(collection, videoIds);
                  }}
                >
                  {collection.name}
                </Choice>
              ))}
            <Choice
              value="new collection"
              icon={<FolderPlus size={14} />}
              onSelect={() => setIsNew(true)}
            >
              New collection…
            </Choice>
          </Command.List>
        </Command>
      )}
    </Dialog>
  );
}

function describe(count: number, what: string): string {
  return count === 0
    ? 'No video is selected. Select some with Space, or make an empty collection.'
    : `Where ${what} should go; a video may be in many.`;
}

function Choice({
  value,
  icon,
  note,
  onSelect,
  children,
}: {
  value: string;
  icon: ReactNode;
  note?: string;
  onSelect(): void;
  children: ReactNode;
}): React.JSX.Element {
  return (
    <Command.Item
      value={value}
      // "New" stays, whatever is typed.
      {...(value === 'new collection' && { forceMount: true })}
      onSelect={onSelect}
      className="flex h-8 items-center gap-2.5 rounded-control px-2.5 text-body text-ink data-[selected=true]:bg-hover"
    >
      <span className="text-ink-3">{icon}</span>
      <bdi className="min-w-0 flex-1 truncate">{children}</bdi>
      {note !== undefined && <span className="text-small text-ink-3">{note}</span>}
    </Command.Item>
  );
}
