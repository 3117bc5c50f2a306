import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors } from './common.ts';
import { branchIdSchema } from './ids.ts';
import { hostPathSchema } from './paths.ts';

export const verifyProblemSchema = z.object({
  kind: z.enum(['database', 'media-missing', 'media-changed', 'media-orphaned']),
  /** The database's message or the file, relative to the library. */
  detail: z.string(),
});
export type VerifyProblem = z.infer<typeof verifyProblemSchema>;

export const verifyReportSchema = z.object({
  ok: z.boolean(),
  checkedFiles: z.number().int().nonnegative(),
  checkedBytes: z.number().int().nonnegative(),
  problems: z.array(verifyProblemSchema),
});
export type VerifyReport = z.infer<typeof verifyReportSchema>;

export const doctorCheckSchema = z.object({
  name: z.string(),
  state: z.enum(['ok', 'warning', 'missing']),
  detail: z.string(),
  /** What to do about it. */
  advice: z.string().optional(),
});
export type DoctorCheck = z.infer<typeof doctorCheckSchema>;

export const libraryInfoSchema = z.object({
  /** Of Trendroom. */
  version: z.string(),
  /** The branch that this device works on; absent on the library itself. */
  branch: z.object({ id: branchIdSchema, name: z.string() }).optional(),
  folder: z.string(),
  videos: z.number().int().nonnegative(),
  durationMs: z.number().nonnegative(),
  databaseBytes: z.number().nonnegative(),
  /** Files in the library's own folder. */
  mediaBytes: z.number().nonnegative(),
  /** Originals that were left where they are. */
  referencedBytes: z.number().nonnegative(),
  modelsFolder: z.string(),
  modelsBytes: z.number().nonnegative(),
  /** Of the disk that the library is on. */
  freeBytes: z.number().nonnegative(),
  /** False when the user, or how the program was started, keeps it offline. */
  networkAllowed: z.boolean(),
});
export type LibraryInfo = z.infer<typeof libraryInfoSchema>;

const base = oc.errors(contractErrors);

export const libraryContract = {
  info: base
    .route({ method: 'GET', path: '/library', summary: 'Get the size and contents of the library' })
    .output(libraryInfoSchema),
  backup: base
    .route({ method: 'POST', path: '/library/backup', summary: 'Back up the library to one file' })
    .input(
      z.object({
        path: hostPathSchema,
        /** Encrypts the file in the age format; without it nobody can restore the backup. */
        passphrase: z.string().min(8).max(1_000).optional(),
      }),
    )
    .output(
      z.object({
        path: z.string(),
        sizeBytes: z.number(),
        files: z.number().int(),
        /** Originals kept in place, which the backup names but does not hold. */
        referenced: z.number().int(),
        /** Stored files that are missing or damaged: see verify. */
        leftOut: z.number().int(),
      }),
    ),
  restore: base
    .route({
      method: 'POST',
      path: '/library/restore',
      summary: 'Replace the library with a backup',
    })
    .input(
      z.object({
        path: hostPathSchema,
        /** Of an encrypted backup. */
        passphrase: z.string().max(1_000).optional(),
        /** True: also a backup that this library did not make on this computer. */
        trust: z.boolean().optional(),
      }),
    )
    .output(
      z.object({
        videos: z.number().int(),
        /** Where the library that was replaced is kept. */
        previousKeptAt: z.string().optional(),
      }),
    ),
  verify: base
    .route({
      method: 'POST',
      path: '/library/verify',
      summary: 'Verify the database and every stored file',
    })
    .output(verifyReportSchema),
  reindex: base
    .route({
      method: 'POST',
      path: '/library/reindex',
      summary: 'Re-embed all chunks with the installed model',
    })
    .output(eventIterator(z.object({ embedded: z.number().int(), total: z.number().int() }))),
  doctor: base
    .route({
      method: 'GET',
      path: '/doctor',
      summary: 'Check what is installed and what is missing',
    })
    .output(z.object({ checks: z.array(doctorCheckSchema) })),
};
