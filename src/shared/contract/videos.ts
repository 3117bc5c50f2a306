import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { channelIdSchema, jobIdSchema, videoIdSchema } from '../ids.ts';
import {
  contractErrors,
  errorSchema,
  instantMsSchema,
  timeMsSchema,
  warningSchema,
} from './common.ts';

/** How the original file is kept: copied, hard-linked, or left where it is. */
export const storageSchema = z.enum(['copy', 'link', 'reference']);
export type Storage = z.infer<typeof storageSchema>;

export const textSourceSchema = z.enum(['whisper', 'sidecar-captions', 'embedded-captions']);
export type TextSource = z.infer<typeof textSourceSchema>;

export const videoSummarySchema = z.object({
  id: videoIdSchema,
  title: z.string(),
  channel: z.string().optional(),
  platform: z.string().optional(),
  durationMs: timeMsSchema,
  width: z.number().int().nonnegative(),
  height: z.number().int().nonnegative(),
  language: z.string().optional(),
  hasSpeech: z.boolean(),
  publishedAtMs: instantMsSchema.optional(),
  views: z.number().int().nonnegative().optional(),
  createdAtMs: instantMsSchema,
});
export type VideoSummary = z.infer<typeof videoSummarySchema>;

export const wordSchema = z.object({
  text: z.string(),
  startMs: timeMsSchema,
  endMs: timeMsSchema,
});
export type WordDto = z.infer<typeof wordSchema>;

export const segmentSchema = z.object({
  startMs: timeMsSchema,
  endMs: timeMsSchema,
  text: z.string(),
  words: z.array(wordSchema),
});
export type SegmentDto = z.infer<typeof segmentSchema>;

export const videoDetailSchema = videoSummarySchema.extend({
  channelId: channelIdSchema.optional(),
  description: z.string().optional(),
  sourceUrl: z.string().optional(),
  originalName: z.string(),
  storage: storageSchema,
  sizeBytes: z.number().int().nonnegative(),
  frameRate: z.number().nonnegative(),
  rotationDegrees: z.number().int(),
  videoCodec: z.string().optional(),
  audioCodec: z.string().optional(),
  transcriptSource: textSourceSchema.optional(),
  transcript: z.array(segmentSchema),
  shots: z.array(z.object({ startMs: timeMsSchema, endMs: timeMsSchema })),
  keyframes: z.array(z.object({ atMs: timeMsSchema, contentHash: z.string() })),
  onScreenText: z.array(
    z.object({
      startMs: timeMsSchema,
      endMs: timeMsSchema,
      text: z.string(),
      confidence: z.number().min(0).max(1),
    }),
  ),
  /** What is said and shown in the first three seconds. */
  hook: z.object({ said: z.string(), shown: z.string() }).optional(),
  metrics: z.array(
    z.object({
      observedAtMs: instantMsSchema,
      views: z.number().int().nonnegative().optional(),
      likes: z.number().int().nonnegative().optional(),
      comments: z.number().int().nonnegative().optional(),
      shares: z.number().int().nonnegative().optional(),
      saves: z.number().int().nonnegative().optional(),
    }),
  ),
  products: z.array(z.string()),
  warnings: z.array(warningSchema),
});
export type VideoDetail = z.infer<typeof videoDetailSchema>;

export const ingestStatusSchema = z.enum(['done', 'duplicate', 'failed', 'cancelled']);

/** `progress` while an item is worked on, then exactly one `item` for each path. */
export const ingestEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    path: z.string(),
    jobId: jobIdSchema,
    stage: z.string(),
    /** 0 to 1 over all stages of this item. */
    fraction: z.number().min(0).max(1),
    timeLeftMs: z.number().nonnegative().optional(),
  }),
  z.object({
    type: z.literal('item'),
    path: z.string(),
    status: ingestStatusSchema,
    jobId: jobIdSchema.optional(),
    videoId: videoIdSchema.optional(),
    error: errorSchema.optional(),
    warnings: z.array(warningSchema),
  }),
]);
export type IngestEvent = z.infer<typeof ingestEventSchema>;

export const exportFormatSchema = z.enum(['srt', 'vtt', 'txt', 'json', 'csv']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

const base = oc.errors(contractErrors);

export const videosContract = {
  ingest: base
    .route({ method: 'POST', path: '/videos/ingest', summary: 'Ingest files and folders' })
    .input(
      z.object({
        paths: z.array(z.string().min(1)).min(1),
        storage: storageSchema.optional(),
        /** BCP 47 tag of the speech; detected when left out. */
        language: z.string().min(2).max(16).optional(),
      }),
    )
    .output(eventIterator(ingestEventSchema)),
  list: base
    .route({ method: 'GET', path: '/videos', summary: 'The videos of the library, newest first' })
    .input(
      z.object({
        limit: z.coerce.number().int().min(1).max(10_000).default(1_000),
        offset: z.coerce.number().int().min(0).default(0),
      }),
    )
    .output(z.object({ videos: z.array(videoSummarySchema), total: z.number().int() })),
  get: base
    .route({
      method: 'GET',
      path: '/videos/{videoId}',
      summary: 'One video with all that is known',
    })
    .input(z.object({ videoId: videoIdSchema }))
    .output(videoDetailSchema),
  export: base
    .route({ method: 'GET', path: '/videos/{videoId}/export', summary: 'The transcript as a file' })
    .input(z.object({ videoId: videoIdSchema, format: exportFormatSchema }))
    .output(z.object({ fileName: z.string(), text: z.string() })),
};
