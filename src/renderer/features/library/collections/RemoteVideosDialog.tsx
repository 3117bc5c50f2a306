import { useMutation, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { Collection } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
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
    procedures.collections.elsewhere.queryOptions({
      input: { collectionId: collection.id, limit: maxShown },
    }),
  );
  const takeOut = useMutation({
    mutationFn: (contentHash: NonNullable<typeof data>['videos'][number]['contentHash']) =>
      client.collections.takeOut({ collectionId: collection.id, contentHashes: [contentHash] }),
    onSettled: refresh,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title="On the team’s side"
      description="These are in the collection, and their files are with colleagues. Take the same file in, and it is here too."
    >
      {(error ?? takeOut.error) !== null && <ErrorLine error={error ?? takeOut.error} />}
      {data === undefined ? (
        error === null && <Skeleton className="h-40" />
      ) : (
        <ul aria-label="Videos with the team" className="flex flex-col">
          {data.videos.map(({ contentHash, title, channel }) => (
            <li key={contentHash} className="flex h-8 min-w-0 items-center gap-3">
              <bdi className="min-w-0 flex-1 truncate text-ink">{title || 'Without a title'}</bdi>
              {channel !== undefined && (
                <bdi className="max-w-40 truncate text-small text-ink-3">{channel}</bdi>
              )}
              <IconButton
                label={`Take ${title || 'the video'} out`}
                icon={<X size={14} />}
                disabled={takeOut.isPending}
                onClick={() => takeOut.mutate(contentHash)}
              />
            </li>
          ))}
          {data.total > data.videos.length && (
            <li className="pt-2 text-small text-ink-3">
              and {(data.total - data.videos.length).toLocaleString('en')} more
            </li>
          )}
        </ul>
      )}
    </Dialog>
  );
}
