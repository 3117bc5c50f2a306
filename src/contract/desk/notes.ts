import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, instantMsSchema, timeMsSchema } from '../common.ts';
import { noteIdSchema, videoIdSchema } from '../ids.ts';

/** What a person wrote at a time of a video, or over a span of it. */
export const noteSchema = z.object({
  id: noteIdSchema,
  startMs: timeMsSchema,
  /** After `startMs`; left out for a note at a moment. */
  endMs: timeMsSchema.optional(),
  text: z.string(),
  createdAtMs: instantMsSchema,
  editedAtMs: instantMsSchema.optional(),
});
export type NoteDto = z.infer<typeof noteSchema>;

/** A note among those of other videos. */
const foundNoteSchema = noteSchema.extend({ videoId: videoIdSchema, title: z.string() });
export type FoundNote = z.infer<typeof foundNoteSchema>;

const noteTextSchema = z.string().trim().min(1).max(5_000);

const base = oc.errors(contractErrors);

export const notesContract = {
  list: base
    .route({ method: 'GET', path: '/notes', summary: 'List notes, by video and time' })
    .input(
      z.object({
        /** Left out: of every video, the newest note first. */
        videoId: videoIdSchema.optional(),
        /** Only those that contain it; ASCII case is ignored. */
        text: z.string().max(500).optional(),
        limit: z.coerce.number().int().min(1).max(10_000).default(1_000),
      }),
    )
    .output(z.object({ notes: z.array(foundNoteSchema) })),
  add: base
    .route({ method: 'POST', path: '/videos/{videoId}/notes', summary: 'Write a note' })
    .input(
      z
        .object({
          videoId: videoIdSchema,
          startMs: timeMsSchema,
          endMs: timeMsSchema.optional(),
          text: noteTextSchema,
        })
        .refine(({ startMs, endMs }) => endMs === undefined || endMs > startMs, {
          message: 'The end of a span comes after its start',
        }),
    )
    .output(foundNoteSchema),
  edit: base
    .route({ method: 'PATCH', path: '/notes/{noteId}', summary: 'Change the text of a note' })
    .input(z.object({ noteId: noteIdSchema, text: noteTextSchema }))
    .output(foundNoteSchema),
  remove: base
    .route({ method: 'DELETE', path: '/notes/{noteId}', summary: 'Remove a note' })
    .input(z.object({ noteId: noteIdSchema }))
    .output(foundNoteSchema),
};
