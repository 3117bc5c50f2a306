import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors } from './common.ts';
import { chosenPathIdSchema } from './ids.ts';

const maxPathLength = 4_000;

/**
 * A path as text: what no system takes never reaches one. Hosts whose pages hand in what was chosen
 * in a dialog refuse all of them.
 */
export const pathTextSchema = z
  .string()
  .min(1)
  .max(maxPathLength)
  // Once more in words: of a bound the union below says only that the input is invalid.
  .refine((text) => text !== '', 'The path is empty.')
  .refine((text) => text.length <= maxPathLength, 'The path is too long: 4,000 characters at most.')
  .refine((text) => !text.includes('\0'), 'The path contains a NUL character.');

/** A file or folder of the host's computer: its path, or the id that `paths.choose` gave for it. */
export const hostPathSchema = z.union([pathTextSchema, z.object({ chosen: chosenPathIdSchema })]);
export type HostPath = z.infer<typeof hostPathSchema>;

/** What a path is for; one that was chosen or allowed for one use opens no other. */
export const pathUseSchema = z.enum(['ingest', 'backup', 'restore', 'model', 'cookies', 'report']);
export type PathUse = z.infer<typeof pathUseSchema>;

const foldersSchema = z.array(z.string());

/** Which paths the host takes. */
export const pathAccessSchema = z.discriminatedUnion('kind', [
  /** All: the user typed them. */
  z.object({ kind: z.literal('any') }),
  /** Those in folders that the user allowed when the host was started, for each use. */
  z.object({
    kind: z.literal('folders'),
    folders: z.object({
      ingest: foldersSchema,
      backup: foldersSchema,
      restore: foldersSchema,
      model: foldersSchema,
      cookies: foldersSchema,
      report: foldersSchema,
    }),
  }),
  /** None as text: those that the user chose in a dialog of the host, by their ids. */
  z.object({ kind: z.literal('chosen') }),
]);
export type PathAccess = z.infer<typeof pathAccessSchema>;

/** A dialog to open: files to read, or for `backup` and `report` the name of what to write. */
export const pathQuestionSchema = z.object({
  use: pathUseSchema,
  /** True: a folder instead of files; for `ingest`, and for a `model` folder to scan. */
  folder: z.boolean().default(false),
  /** For `backup` and `report`: a file name, not a path. */
  suggestedName: z
    .string()
    .max(200)
    .regex(/^[\w][\w. -]*$/)
    .optional(),
});
export type PathQuestion = z.infer<typeof pathQuestionSchema>;

/** Something that the user chose: where it lies stays with the host. */
export const chosenPathSchema = z.object({ id: chosenPathIdSchema, name: z.string() });
export type ChosenPath = z.infer<typeof chosenPathSchema>;

const base = oc.errors(contractErrors);

export const pathsContract = {
  access: base
    .route({
      method: 'GET',
      path: '/paths/access',
      summary: 'Get which paths are taken by the procedures that ask for one',
    })
    .output(pathAccessSchema),
  choose: base
    .route({
      method: 'POST',
      path: '/paths/choose',
      summary: 'Have the user choose files or a folder in a dialog of the desktop app',
    })
    .input(pathQuestionSchema)
    /** None: the user cancelled. */
    .output(z.object({ paths: z.array(chosenPathSchema) })),
};
