import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Collection, CollectionId, VideoId } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { toast, toastError } from '../../../ui/overlays/Toasts.tsx';

/** Every collection, by name; undefined until they were read. */
export function useCollectionList(): readonly Collection[] | undefined {
  const { procedures } = useApi();
  return useQuery(procedures.collections.list.queryOptions()).data?.collections;
}

/** What is done with collections; each says what came of it, and what can be undone. */
export function useCollectionActions() {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const refresh = async (): Promise<void> => {
    // Lists are narrowed by collections, and a video names those that it is in.
    for (const part of ['collections', 'videos', 'search'] as const) {
      await queryClient.invalidateQueries({ queryKey: procedures[part].key() });
    }
  };
  /** False when it failed, which was said. */
  const attempt = async (work: () => Promise<void>, failed: string): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      toastError(error, failed);
      return false;
    } finally {
      await refresh();
    }
  };
  return {
    refresh,
    add: (collection: Collection, videoIds: readonly VideoId[]): Promise<boolean> =>
      attempt(async () => {
        const input = { collectionId: collection.id, videoIds: [...videoIds] };
        const { added } = await client.collections.add(input);
        const known = videoIds.length - added;
        toast(libraryMessages.useCollections.added(added, collection.name), {
          good: added > 0,
          ...(known > 0 && { description: libraryMessages.useCollections.known(known) }),
        });
      }, libraryMessages.useCollections.notAdded),
    removeFromCollection: (
      collection: Collection,
      videoIds: readonly VideoId[],
    ): Promise<boolean> =>
      attempt(async () => {
        const input = { collectionId: collection.id, videoIds: [...videoIds] };
        const { removed } = await client.collections.removeVideos(input);
        toast(libraryMessages.useCollections.removedVideos(removed.length, collection.name), {
          action: {
            label: commonMessages.undo,
            run: () =>
              void attempt(async () => {
                await client.collections.restoreVideos({
                  collectionId: collection.id,
                  members: removed,
                });
              }, libraryMessages.useCollections.notUndone),
          },
        });
      }, libraryMessages.useCollections.videosNotRemoved),
    remove: (id: CollectionId): Promise<boolean> =>
      attempt(async () => {
        const removed = await client.collections.remove({ collectionId: id });
        toast(libraryMessages.useCollections.removed(removed.name), {
          action: {
            label: commonMessages.undo,
            run: () =>
              void attempt(async () => {
                await client.collections.restore(removed);
              }, libraryMessages.useCollections.notRestored),
          },
        });
      }, libraryMessages.useCollections.notRemoved),
    move: (id: CollectionId, videoId: VideoId, beforeId: VideoId | undefined): Promise<boolean> =>
      attempt(async () => {
        await client.collections.move({ collectionId: id, videoIds: [videoId], beforeId });
      }, libraryMessages.useCollections.notMoved),
  };
}
