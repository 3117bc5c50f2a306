import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, instantMsSchema } from './common.ts';
import { savedSearchIdSchema, videoIdSchema } from './ids.ts';
import { searchFiltersSchema } from './search.ts';

export const savedSearchSchema = z.object({
  id: savedSearchIdSchema,
  name: z.string(),
  query: z.string(),
  filters: searchFiltersSchema,
  createdAtMs: instantMsSchema,
  /** When a person last looked at what it finds. */
  lookedAtMs: instantMsSchema,
  /** Videos that it finds and that came since then, as last counted. */
  newVideos: z.number().int().nonnegative(),
});
export type SavedSearch = z.infer<typeof savedSearchSchema>;

const nameSchema = z.string().trim().min(1).max(100);
const base = oc.errors(contractErrors);
const searchPath = z.object({ searchId: savedSearchIdSchema });

export const savedSearchesContract = {
  list: base
    .route({ method: 'GET', path: '/searches', summary: 'List saved searches, by name' })
    .input(
      z.object({
        /** Counts what is new first; otherwise as it was counted after the last video came. */
        counted: z.stringbool().or(z.boolean()).default(false),
      }),
    )
    .output(z.object({ searches: z.array(savedSearchSchema) })),
  save: base
    .route({ method: 'POST', path: '/searches', summary: 'Save a search under a name' })
    .input(
      z.object({
        name: nameSchema,
        query: z.string().trim().min(1).max(2_000),
        filters: searchFiltersSchema.default({}),
      }),
    )
    .output(savedSearchSchema),
  rename: base
    .route({ method: 'PATCH', path: '/searches/{searchId}', summary: 'Rename a saved search' })
    .input(searchPath.extend({ name: nameSchema }))
    .output(savedSearchSchema),
  look: base
    .route({
      method: 'POST',
      path: '/searches/{searchId}/look',
      summary: 'Take note of what is new: it is new no more',
    })
    .input(searchPath)
    .output(
      z.object({
        search: savedSearchSchema,
        newVideoIds: z.array(videoIdSchema),
        /** What was new was added from then on: a filter (`addedFromMs`) that finds it. */
        sinceMs: instantMsSchema,
      }),
    ),
  remove: base
    .route({ method: 'DELETE', path: '/searches/{searchId}', summary: 'Remove a saved search' })
    .input(searchPath)
    .output(savedSearchSchema),
};
