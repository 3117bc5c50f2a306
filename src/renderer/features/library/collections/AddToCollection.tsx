import { Command } from 'cmdk';
import { FolderPlus, Library } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { VideoId } from '../../../../contract/index.ts';
import { commonMessages } from '../../../messages/common.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
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
    videoIds.length === 1
      ? libraryMessages.addToCollection.theVideo
      : commonMessages.videos(videoIds.length);
  return (
    <Dialog
      open
      onClose={onClose}
      title={libraryMessages.addToCollection.title}
      description={describe(videoIds.length, what)}
    >
      {collections === undefined ? (
        <Skeleton className="h-40" />
      ) : (
        <Command
          label={libraryMessages.addToCollection.collections}
          loop
          className="flex flex-col gap-2"
        >
          <Command.Input
            autoFocus
            placeholder={libraryMessages.addToCollection.find}
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
              value={libraryMessages.addToCollection.createKeywords}
              icon={<FolderPlus size={14} />}
              onSelect={() => setIsNew(true)}
            >
              {libraryMessages.addToCollection.create}
            </Choice>
          </Command.List>
        </Command>
      )}
    </Dialog>
  );
}

function describe(count: number, what: string): string {
  return count === 0
    ? libraryMessages.addToCollection.noneSelected
    : libraryMessages.addToCollection.where(what);
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
