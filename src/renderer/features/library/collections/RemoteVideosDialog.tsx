import { useMutation, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { Collection } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';
import { useCollectionActions } from './useCollections.ts';

const maxShown = 200;

/** Videos of a collection that only the team has: their files are not on this computer. */
export function RemoteVideosDialog({
  collection,
  onClose,
}: {
  collection: Collection;
  onClose(): void;
}): React.JSX.Element {
  const { client, procedures } = useApi();
  const { refresh } = useCollectionActions();
  const { data, error } = useQuery(
    procedures.collections.remoteVideos.queryOptions({
      input: { collectionId: collection.id, limit: maxShown },
    }),
  );
  const removeFromCollection = useMutation({
    mutationFn: (contentHash: NonNullable<typeof data>['videos'][number]['contentHash']) =>
      client.collections.removeVideos({
        collectionId: collection.id,
        contentHashes: [contentHash],
      }),
    onSettled: refresh,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title={libraryMessages.remoteVideosDialog.title}
      description={libraryMessages.remoteVideosDialog.explanation}
    >
      {(error ?? removeFromCollection.error) !== null && (
        <ErrorLine error={error ?? removeFromCollection.error} />
      )}
      {data === undefined ? (
        error === null && <Skeleton className="h-40" />
      ) : (
        <ul aria-label={libraryMessages.remoteVideosDialog.label} className="flex flex-col">
          {data.videos.map(({ contentHash, title, channel }) => (
            <li key={contentHash} className="flex h-8 min-w-0 items-center gap-3">
              <bdi className="min-w-0 flex-1 truncate text-ink">
                {title || libraryMessages.remoteVideosDialog.untitled}
              </bdi>
              {channel !== undefined && (
                <bdi className="max-w-40 truncate text-small text-ink-3">{channel}</bdi>
              )}
              <IconButton
                label={libraryMessages.remoteVideosDialog.remove(
                  title || libraryMessages.remoteVideosDialog.theVideo,
                )}
                icon={<X size={14} />}
                disabled={removeFromCollection.isPending}
                onClick={() => removeFromCollection.mutate(contentHash)}
              />
            </li>
          ))}
          {data.total > data.videos.length && (
            <li className="pt-2 text-small text-ink-3">
              {commonMessages.more(data.total - data.videos.length)}
            </li>
          )}
        </ul>
      )}
    </Dialog>
  );
}
