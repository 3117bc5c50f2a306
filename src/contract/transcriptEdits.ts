import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, timeMsSchema } from './common.ts';
import { transcriptChangeIdSchema, videoIdSchema } from './ids.ts';
import { segmentSchema, videoDetailSchema } from './videos.ts';

/** More than anybody says in a line, and less than would burden a page. */
export const maxLineCharacters = 5_000;
/** Most places that a preview shows, and that are replaced at a time. */
export const maxPlaces = 500;

/** What is done to a line of a transcript. */
export const transcriptEditSchema = z.discriminatedUnion('type', [
  /** Another text: words that stay keep their times. A line break divides the line; no text removes it. */
  z.object({ type: z.literal('text'), text: z.string().max(maxLineCharacters) }),
  /** The line is divided before the word that begins then or next. */
  z.object({ type: z.literal('split'), atMs: timeMsSchema }),
  /** With the next line. */
  z.object({ type: z.literal('merge') }),
  /** Between the line and the next: words whose middle is before it belong to the line. */
  z.object({ type: z.literal('boundary'), atMs: timeMsSchema }),
]);
export type TranscriptEdit = z.infer<typeof transcriptEditSchema>;

const lineSchema = z.object({
  videoId: videoIdSchema,
  /** Of the line, from 0. */
  position: z.number().int().nonnegative(),
  /** The text that the line had when it was read: another one is refused (`transcript.changed`). */
  text: z.string(),
});

/** Plain text: nothing in it is a pattern. */
export const placeQuerySchema = z.object({
  find: z.string().min(1).max(200),
  replace: z.string().max(200),
  matchCase: z.boolean().default(false),
  wholeWords: z.boolean().default(false),
});
export type PlaceQuery = z.infer<typeof placeQuerySchema>;

/** Where a text is said, by its line and which of those in the line it is, from 0. */
export const replacePlaceSchema = lineSchema.extend({ occurrence: z.number().int().nonnegative() });
export type ReplacePlace = z.infer<typeof replacePlaceSchema>;

export const foundPlaceSchema = replacePlaceSchema.extend({
  title: z.string(),
  startMs: timeMsSchema,
  /** Of what was found, in `text`. */
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  /** The line with this place replaced. */
  replaced: z.string(),
});
export type FoundPlace = z.infer<typeof foundPlaceSchema>;

const base = oc.errors(contractErrors);
const changed = z.object({ video: videoDetailSchema, changeId: transcriptChangeIdSchema });

/** Edits of transcripts. What was heard is kept beside them; each change can be undone. */
export const transcriptEditsContract = {
  edit: base
    .route({
      method: 'POST',
      path: '/videos/{videoId}/transcript/edits',
      summary: 'Edit a line of a transcript: its text, a split, a merge, or where it ends',
    })
    .input(lineSchema.extend({ edit: transcriptEditSchema }))
    .output(changed),
  heard: base
    .route({
      method: 'GET',
      path: '/videos/{videoId}/transcript/heard',
      summary: 'Get a transcript as it was heard, before people edited it',
    })
    .input(z.object({ videoId: videoIdSchema }))
    .output(z.object({ transcript: z.array(segmentSchema), isEdited: z.boolean() })),
  revert: base
    .route({
      method: 'POST',
      path: '/videos/{videoId}/transcript/revert',
      summary: 'Take all edits of a transcript back; this can be undone too',
    })
    .input(z.object({ videoId: videoIdSchema }))
    .output(changed),
  resolve: base
    .route({
      method: 'POST',
      path: '/videos/{videoId}/transcript/conflicts/{conflictId}',
      summary: 'Choose between an edit and what a later transcription heard',
    })
    .input(
      z.object({
        videoId: videoIdSchema,
        conflictId: z.string().min(1).max(64),
        take: z.enum(['edited', 'heard']),
      }),
    )
    /** Without `changeId`: the text is as it was. */
    .output(changed.partial({ changeId: true })),
  undo: base
    .route({
      method: 'POST',
      path: '/transcript-changes/undo',
      summary: 'Undo a change of transcripts: the last one, or the one that is named',
    })
    .input(z.object({ changeId: transcriptChangeIdSchema.optional() }))
    .output(
      z.object({
        changeId: transcriptChangeIdSchema,
        videoIds: z.array(videoIdSchema),
        /** Edits that were undone, and that were not, because their lines were edited since. */
        undone: z.number().int().nonnegative(),
        skipped: z.number().int().nonnegative(),
      }),
    ),
  find: base
    .route({
      method: 'POST',
      path: '/transcript-changes/find',
      summary: 'Find a text in all transcripts, with what a replacement would make of each place',
    })
    .input(placeQuerySchema)
    .output(
      z.object({
        /** The first of them. */
        places: z.array(foundPlaceSchema),
        total: z.number().int().nonnegative(),
        videos: z.number().int().nonnegative(),
      }),
    ),
  replace: base
    .route({
      method: 'POST',
      path: '/transcript-changes/replace',
      summary: 'Replace a text at chosen places, as one change',
    })
    .input(placeQuerySchema.extend({ places: z.array(replacePlaceSchema).min(1).max(maxPlaces) }))
    .output(
      z.object({
        changeId: transcriptChangeIdSchema,
        videoIds: z.array(videoIdSchema),
        replaced: z.number().int().nonnegative(),
        /** Places whose line is not as it was found any more. */
        skipped: z.number().int().nonnegative(),
      }),
    ),
};
