import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Collection, CollectionId, VideoId } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { toast, toastError } from '../../../ui/Toasts.tsx';

/** Every collection, by name; undefined until they were read. */
export function useCollectionList(): readonly Collection[] | undefined {
  const { procedures } = useApi();
  return useQuery(procedures.collections.list.queryOptions()).data?.collections;
}

const videoWords = (count: number): string =>
  count === 1 ? '1 video' : `${count.toLocaleString('en')} videos`;

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
        toast(`${videoWords(added)} added to ${collection.name}`, {
          good: added > 0,
          ...(known > 0 && { description: `${videoWords(known)} were in it already.` }),
        });
      }, 'Not added'),
    takeOut: (collection: Collection, videoIds: readonly VideoId[]): Promise<boolean> =>
      attempt(async () => {
        const input = { collectionId: collection.id, videoIds: [...videoIds] };
        const { taken } = await client.collections.takeOut(input);
        toast(`${videoWords(taken.length)} taken out of ${collection.name}`, {
          action: {
            label: 'Undo',
            run: () =>
              void attempt(async () => {
                await client.collections.putBack({ collectionId: collection.id, members: taken });
              }, 'Not put back'),
          },
        });
      }, 'Not taken out'),
    remove: (id: CollectionId): Promise<boolean> =>
      attempt(async () => {
        const removed = await client.collections.remove({ collectionId: id });
        toast(`${removed.name} is removed; its videos stay`, {
          action: {
            label: 'Undo',
            run: () =>
              void attempt(async () => {
                await client.collections.restore(removed);
              }, 'Not brought back'),
          },
        });
      }, 'Not removed'),
    move: (id: CollectionId, videoId: VideoId, beforeId: VideoId | undefined): Promise<boolean> =>
      attempt(async () => {
        await client.collections.move({ collectionId: id, videoIds: [videoId], beforeId });
      }, 'Not moved'),
  };
}
