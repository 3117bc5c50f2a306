import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, instantMsSchema } from './common.ts';
import { jobIdSchema, uploadIdSchema } from './ids.ts';
import { jobSchema } from './jobs.ts';
import { hostPathSchema } from './paths.ts';

/** `info-json`: what yt-dlp writes of a video. `auto`: what its name or its beginning says. */
export const importFormatSchema = z.enum(['auto', 'csv', 'jsonl', 'info-json']);
export type ImportFormat = z.infer<typeof importFormatSchema>;

/** How files are read. */
const readingSchema = z.object({
  format: importFormatSchema.default('auto'),
  /** Of a table: field to the heading of its column; an empty heading reads it from none. */
  map: z.record(z.string().max(50), z.string().max(500)).default({}),
  /** Of records that name none, nor an address that does. */
  platform: z.string().trim().min(1).max(100).optional(),
  /** When counts without a date were seen; left out: when the file was last written. */
  observedAtMs: instantMsSchema.optional(),
});

const fileSchema = { path: hostPathSchema.optional(), upload: uploadIdSchema.optional() };

export const importPreviewSchema = z.object({
  format: importFormatSchema.exclude(['auto']),
  /** What columns can be mapped to. */
  fields: z.array(z.string()),
  /** Of a table, with what its first rows have there. */
  columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
  /** Field to heading, as it would be read. */
  map: z.record(z.string(), z.string()),
  /** The first records, each as it would be stored, or what is wrong with it. */
  rows: z.array(
    z.object({
      line: z.number().int().positive(),
      problem: z.string().optional(),
      record: z
        .object({
          platform: z.string(),
          id: z.string().optional(),
          url: z.string().optional(),
          title: z.string(),
          channel: z.string().optional(),
          publishedAtMs: instantMsSchema.optional(),
          views: z.number().int().nonnegative().optional(),
          likes: z.number().int().nonnegative().optional(),
          snapshots: z.number().int().nonnegative(),
          comments: z.number().int().nonnegative(),
          hasTranscript: z.boolean(),
        })
        .optional(),
    }),
  ),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

export const importReportSchema = z.object({
  jobId: jobIdSchema,
  /** Records read so far, right or wrong. */
  records: z.number().int().nonnegative(),
  added: z.number().int().nonnegative(),
  /** Known before, with something new: a snapshot, a comment, another title. */
  updated: z.number().int().nonnegative(),
  unchanged: z.number().int().nonnegative(),
  rejected: z.number().int().nonnegative(),
  /** The first 1,000 of the rejected, by the line where they begin. */
  rejects: z.array(z.object({ line: z.number().int().positive(), message: z.string() })),
});
export type ImportReport = z.infer<typeof importReportSchema>;

const base = oc.errors(contractErrors);

export const importsContract = {
  preview: base
    .route({
      method: 'POST',
      path: '/imports/preview',
      summary: 'Show how the first records of a file would be read',
    })
    .input(readingSchema.extend(fileSchema))
    .output(importPreviewSchema),
  start: base
    .route({
      method: 'POST',
      path: '/imports',
      summary: 'Import videos known by their metadata: a job for each file',
    })
    .input(
      readingSchema.extend({
        paths: z.array(hostPathSchema).max(1_000).default([]),
        uploads: z.array(uploadIdSchema).max(1_000).default([]),
        /** True: authors of comments are stored by name; else by a hash. */
        keepNames: z.boolean().default(false),
      }),
    )
    .output(z.object({ jobs: z.array(jobSchema) })),
  get: base
    .route({ method: 'GET', path: '/imports/{jobId}', summary: 'Get what an import did so far' })
    .input(z.object({ jobId: jobIdSchema }))
    .output(importReportSchema),
};
