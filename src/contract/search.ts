import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, errorSchema, timeMsSchema, videoFiltersSchema } from './common.ts';
import { videoIdSchema } from './ids.ts';
import { teamHitSchema } from './sharing.ts';

/** Where a chunk's text comes from. Comments of a video are one chunk without a time of its own. */
export const chunkKindSchema = z.enum([
  'speech',
  'screen',
  'title',
  'picture',
  'comment',
  'watermark',
  'seen',
]);
export type ChunkKind = z.infer<typeof chunkKindSchema>;

export const matchedBySchema = z.enum(['words', 'meaning']);
export type MatchedBy = z.infer<typeof matchedBySchema>;

export const searchFiltersSchema = videoFiltersSchema.extend({
  kinds: z.array(chunkKindSchema).min(1).optional(),
});
export type SearchFilters = z.infer<typeof searchFiltersSchema>;

export const searchHitSchema = z.object({
  videoId: videoIdSchema,
  title: z.string(),
  channel: z.string().optional(),
  startMs: timeMsSchema,
  endMs: timeMsSchema,
  kind: chunkKindSchema,
  /** False: the video is known by its metadata alone, there is nothing to play. */
  hasFile: z.boolean(),
  matched: z.array(matchedBySchema).min(1),
  /** Plain text of the moment. */
  snippet: z.string(),
  /** Half-open [start, end) character ranges of the snippet that match the query's words. */
  highlights: z.array(z.tuple([z.number().int(), z.number().int()])),
  score: z.number(),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

/** What only the team has, and where it stands among the own hits. */
export const teamMomentsSchema = z.object({
  /** `local`: the team was not reached; words of what was pulled earlier. */
  searched: z.enum(['team', 'local']),
  /** Why the team was not searched. */
  problem: errorSchema.optional(),
  hits: z.array(
    teamHitSchema.extend({
      /** Its index in the one list of own hits and the team's, fused by rank. */
      place: z.number().int().nonnegative(),
    }),
  ),
});
export type TeamMoments = z.infer<typeof teamMomentsSchema>;

export const searchContract = {
  query: oc
    .errors(contractErrors)
    .route({ method: 'POST', path: '/search', summary: 'Search moments by words and by meaning' })
    .input(
      z.object({
        query: z.string().max(2_000),
        limit: z.number().int().min(1).max(200).default(10),
        filters: searchFiltersSchema.default({}),
        /** False: words alone, which never wait for a model. */
        meaning: z.boolean().default(true),
        /** `both` asks the team as well, unless a filter is set, which the team cannot hold to. */
        tiers: z.enum(['own', 'both']).default('own'),
      }),
    )
    .output(
      z.object({
        hits: z.array(searchHitSchema),
        /** False when no embedding model is installed: words alone were searched. */
        meaningSearched: z.boolean(),
        /** Why the vectors of a server's model were not searched, when there are some. */
        withoutServer: z.string().optional(),
        /** When the team was asked. */
        team: teamMomentsSchema.optional(),
      }),
    ),
  like: oc
    .errors(contractErrors)
    .route({ method: 'POST', path: '/search/like', summary: 'Find moments like another one' })
    .input(
      z.object({
        videoId: videoIdSchema,
        /** What is said then, or shown; between two, the nearest. */
        atMs: timeMsSchema,
        limit: z.number().int().min(1).max(200).default(10),
        filters: searchFiltersSchema.default({}),
      }),
    )
    .output(
      z.object({
        /** Left out when nothing is said, shown or written in the video. */
        like: z
          .object({
            videoId: videoIdSchema,
            /** What is said or shown in it. */
            quote: z.string(),
            startMs: timeMsSchema,
            endMs: timeMsSchema,
          })
          .optional(),
        /** Nearest first, those of other videos before those of its own. */
        hits: z.array(searchHitSchema),
        /** False when the moment has no vector: its words were searched. */
        meaningSearched: z.boolean(),
      }),
    ),
};
