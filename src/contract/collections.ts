import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, instantMsSchema } from './common.ts';
import { collectionIdSchema, contentHashSchema, videoIdSchema } from './ids.ts';

export const collectionNameSchema = z.string().trim().min(1).max(200);
export const collectionNoteSchema = z.string().trim().max(4_000);

export const collectionSchema = z.object({
  id: collectionIdSchema,
  name: z.string(),
  /** Empty when there is none. */
  note: z.string(),
  createdAtMs: instantMsSchema,
  /** Videos of this library. */
  videos: z.number().int().nonnegative(),
  /** Videos that are in it and that only the team has. */
  remoteVideos: z.number().int().nonnegative(),
});
export type Collection = z.infer<typeof collectionSchema>;

/** A member with its place among the others, so that it can be put back. */
export const collectionMemberSchema = z.object({
  contentHash: contentHashSchema,
  position: z.number(),
});
export type CollectionMember = z.infer<typeof collectionMemberSchema>;

/** A video that only the team has. */
export const remoteVideoSchema = z.object({
  contentHash: contentHashSchema,
  /** Empty when the team does not tell it. */
  title: z.string(),
  channel: z.string().optional(),
});

const base = oc.errors(contractErrors);
/** The id, its unique beginning, or the collection's name. */
const which = z.object({ collectionId: collectionIdSchema });
const videoIds = z.array(videoIdSchema).max(100_000);

export const collectionsContract = {
  list: base
    .route({ method: 'GET', path: '/collections', summary: 'List collections by name' })
    .output(z.object({ collections: z.array(collectionSchema) })),
  create: base
    .route({ method: 'POST', path: '/collections', summary: 'Create a collection of these videos' })
    .input(
      z.object({
        name: collectionNameSchema,
        note: collectionNoteSchema.default(''),
        videoIds: videoIds.default([]),
      }),
    )
    .output(collectionSchema),
  edit: base
    .route({
      method: 'PATCH',
      path: '/collections/{collectionId}',
      summary: 'Change the name or note of a collection',
    })
    .input(
      which.extend({
        name: collectionNameSchema.optional(),
        note: collectionNoteSchema.optional(),
      }),
    )
    .output(collectionSchema),
  remove: base
    .route({
      method: 'DELETE',
      path: '/collections/{collectionId}',
      summary: 'Remove a collection; its videos stay. Returns the input of `restore`',
    })
    .input(which)
    .output(collectionSchema),
  restore: base
    .route({
      method: 'POST',
      path: '/collections/{id}/restore',
      summary: 'Restore a removed collection with its videos',
    })
    .input(
      collectionSchema.pick({ id: true, createdAtMs: true }).extend({
        name: collectionNameSchema,
        note: collectionNoteSchema,
      }),
    )
    .output(collectionSchema),
  add: base
    .route({
      method: 'POST',
      path: '/collections/{collectionId}/videos',
      summary: 'Add videos at the end; videos already in the collection keep their position',
    })
    .input(which.extend({ videoIds: videoIds.min(1) }))
    .output(z.object({ added: z.number().int(), collection: collectionSchema })),
  removeVideos: base
    .route({
      method: 'POST',
      path: '/collections/{collectionId}/videos/remove',
      summary: 'Remove videos from a collection. Returns the input of `restoreVideos`',
    })
    .input(
      which.extend({
        videoIds: videoIds.default([]),
        /** Of videos that only the team has. */
        contentHashes: z.array(contentHashSchema).max(100_000).default([]),
      }),
    )
    .output(z.object({ removed: z.array(collectionMemberSchema), collection: collectionSchema })),
  restoreVideos: base
    .route({
      method: 'POST',
      path: '/collections/{collectionId}/videos/restore',
      summary: 'Restore removed videos to their positions',
    })
    .input(which.extend({ members: z.array(collectionMemberSchema).max(100_000) }))
    .output(collectionSchema),
  move: base
    .route({
      method: 'POST',
      path: '/collections/{collectionId}/move',
      summary: 'Move videos before another video of the collection, or to its end',
    })
    .input(
      which.extend({
        videoIds: videoIds.min(1),
        /** Left out: to the end. */
        beforeId: videoIdSchema.optional(),
      }),
    )
    .output(collectionSchema),
  remoteVideos: base
    .route({
      method: 'GET',
      path: '/collections/{collectionId}/remote-videos',
      summary: 'List videos of a collection that only the team has, in its order',
    })
    .input(
      which.extend({
        limit: z.coerce.number().int().min(1).max(1_000).default(100),
        offset: z.coerce.number().int().min(0).default(0),
      }),
    )
    .output(z.object({ videos: z.array(remoteVideoSchema), total: z.number().int() })),
};
