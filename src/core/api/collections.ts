import type { VideoFilters } from '../../contract/index.ts';
import type { Library } from '../db/index.ts';
import {
  addToCollection,
  createCollection,
  editCollection,
  getCollection,
  listCollections,
  moveInCollection,
  removeCollection,
  removeFromCollection,
  resolveCollectionId,
  resolveVideoId,
  resolveVideoIds,
  restoreCollection,
  restoreToCollection,
} from '../library/index.ts';
import { remoteVideos } from '../sync/index.ts';
import { api } from './implementer.ts';

/** Collections; one is named by its id, the unique beginning of it, or its name. */
export function collectionHandlers(library: Library) {
  const { collections } = api;
  const whole = (ids: readonly string[]) => resolveVideoIds(library, ids);
  return {
    list: collections.list.handler(() => ({ collections: listCollections(library) })),
    create: collections.create.handler(({ input }) =>
      createCollection(library, { ...input, videoIds: whole(input.videoIds) }),
    ),
    edit: collections.edit.handler(({ input: { collectionId, ...change } }) =>
      editCollection(library, resolveCollectionId(library, collectionId), change),
    ),
    remove: collections.remove.handler(({ input }) =>
      removeCollection(library, resolveCollectionId(library, input.collectionId)),
    ),
    restore: collections.restore.handler(({ input }) => restoreCollection(library, input)),
    add: collections.add.handler(async ({ input }) => {
      const id = resolveCollectionId(library, input.collectionId);
      const added = await addToCollection(library, id, whole(input.videoIds));
      return { added, collection: getCollection(library, id) };
    }),
    removeVideos: collections.removeVideos.handler(async ({ input }) => {
      const id = resolveCollectionId(library, input.collectionId);
      const videoIds = whole(input.videoIds);
      const removed = await removeFromCollection(library, id, { ...input, videoIds });
      return { removed, collection: getCollection(library, id) };
    }),
    restoreVideos: collections.restoreVideos.handler(async ({ input }) => {
      const id = resolveCollectionId(library, input.collectionId);
      await restoreToCollection(library, id, input.members);
      return getCollection(library, id);
    }),
    move: collections.move.handler(({ input }) => {
      const id = resolveCollectionId(library, input.collectionId);
      const { beforeId } = input;
      moveInCollection(library, id, {
        videoIds: whole(input.videoIds),
        beforeId: beforeId === undefined ? undefined : resolveVideoId(library, beforeId),
      });
      return getCollection(library, id);
    }),
    remoteVideos: collections.remoteVideos.handler(({ input: { collectionId, ...page } }) =>
      remoteVideos(library, resolveCollectionId(library, collectionId), page),
    ),
  };
}

/** Filters with the collection's whole id. Errors: `collection.notFound`. */
export function wholeFilters<Filters extends VideoFilters>(
  library: Library,
  filters: Filters,
): Filters {
  if (filters.collection === undefined) return filters;
  return { ...filters, collection: resolveCollectionId(library, filters.collection) };
}
