import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { captionStyleSchema } from './captionStyle.ts';
import {
  contractErrors,
  errorSchema,
  instantMsSchema,
  timeMsSchema,
  videoFiltersSchema,
  warningSchema,
} from './common.ts';
import { noteSchema } from './desk/notes.ts';
import { reviewSchema } from './desk/reviews.ts';
import {
  channelIdSchema,
  collectionIdSchema,
  jobIdSchema,
  transcriptIdSchema,
  uploadIdSchema,
  videoIdSchema,
} from './ids.ts';
import { estimateSchema, outlierScoreSchema } from './memory.ts';
import { hostPathSchema } from './paths.ts';
import { seenThingSchema, videoLookSchema } from './seeing.ts';

/** How the original file is kept: copied, hard-linked, or left where it is. */
export const storageSchema = z.enum(['copy', 'link', 'reference']);
export type Storage = z.infer<typeof storageSchema>;

/** Of a video; `none`: it is known by its metadata, its file is not in the library. */
export const videoStorageSchema = z.enum([...storageSchema.options, 'none']);
export type VideoStorage = z.infer<typeof videoStorageSchema>;

/** `import`: told by an imported record. */
export const textSourceSchema = z.enum([
  'whisper',
  'sidecar-captions',
  'embedded-captions',
  'import',
]);
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
  /** By the default definition, as last measured: see `memory`. */
  outlier: outlierScoreSchema.optional(),
  /** Views an hour between its last two snapshots, as last measured. */
  velocity: estimateSchema.optional(),
  /** Other videos that are copies of it: see `duplicates`. Left out when there are none. */
  reposts: z.number().int().positive().optional(),
  /** What a person decided; left out of one that nobody has reviewed. */
  review: reviewSchema.optional(),
  /** False for a video that is known by its metadata alone: see `imports`. */
  hasFile: z.boolean(),
  /** True when there is a picture of it: see the media route `poster`. */
  hasPoster: z.boolean(),
  /** False while its ingest is not finished, or when it failed after the file was stored. */
  complete: z.boolean(),
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

/** Where a new hearing differs from what a person had edited; the edited text is kept until one chooses. */
export const transcriptConflictSchema = z.object({
  id: z.string().min(1).max(64),
  startMs: timeMsSchema,
  endMs: timeMsSchema,
  /** As a person had it; empty: it was removed. */
  edited: z.string(),
  /** What is heard there now; empty: nothing. */
  heard: z.string(),
  /** The words of `heard`. */
  words: z.array(wordSchema),
});
export type TranscriptConflict = z.infer<typeof transcriptConflictSchema>;

/**
 * What is heard in a part of a video. `unclear`: somebody speaks, and it was not understood;
 * `sound`: music or noise.
 */
export const soundRegionSchema = z.object({
  kind: z.enum(['speech', 'unclear', 'sound', 'silence']),
  startMs: timeMsSchema,
  endMs: timeMsSchema,
  /** ISO 639-1, of speech. */
  language: z.string().optional(),
  /** What the transcribing model called a sound: "Music". */
  label: z.string().optional(),
});
export type SoundRegionDto = z.infer<typeof soundRegionSchema>;

/** A text on screen: one card, its lines in reading order. */
export const onScreenTextSchema = z.object({
  startMs: timeMsSchema,
  endMs: timeMsSchema,
  text: z.string(),
  /** 0 to 1, the recogniser's own. */
  confidence: z.number().min(0).max(1),
  /** `watermark`: a handle or name that stays through the video; it belongs to nothing that is told. */
  kind: z.enum(['text', 'watermark']),
  /** When each word appears, of a text whose words come one after the other. */
  words: z.array(wordSchema).optional(),
});
export type OnScreenTextDto = z.infer<typeof onScreenTextSchema>;

/** What a model says of a keyframe; the span is of its shot. */
export const pictureDescriptionSchema = z.object({
  atMs: timeMsSchema,
  startMs: timeMsSchema,
  endMs: timeMsSchema,
  text: z.string(),
  /** The model that made it, as its server names it. */
  model: z.string(),
});
export type PictureDescription = z.infer<typeof pictureDescriptionSchema>;

/** A transcript that another one took the place of, without its text. */
export const earlierTranscriptSchema = z.object({
  id: transcriptIdSchema,
  source: textSourceSchema,
  /** The model that heard it; none for captions. */
  model: z.string().optional(),
  language: z.string().optional(),
  replacedAtMs: instantMsSchema,
  /** How many segments it has, and the first of them. */
  segments: z.number().int().positive(),
  opening: z.string(),
});
export type EarlierTranscript = z.infer<typeof earlierTranscriptSchema>;

/** A comment. `author` is a hash unless the user kept the names. */
export const commentSchema = z.object({
  text: z.string(),
  author: z.string().optional(),
  likes: z.number().int().nonnegative().optional(),
  publishedAtMs: instantMsSchema.optional(),
});
export type CommentDto = z.infer<typeof commentSchema>;

export const videoDetailSchema = videoSummarySchema.extend({
  channelId: channelIdSchema.optional(),
  description: z.string().optional(),
  sourceUrl: z.string().optional(),
  originalName: z.string(),
  storage: videoStorageSchema,
  /** The platform's own id of the post. */
  externalId: z.string().optional(),
  soundName: z.string().optional(),
  tags: z.array(z.string()),
  sizeBytes: z.number().int().nonnegative(),
  frameRate: z.number().nonnegative(),
  rotationDegrees: z.number().int(),
  videoCodec: z.string().optional(),
  audioCodec: z.string().optional(),
  transcriptSource: textSourceSchema.optional(),
  /** The model that heard it, as its maker names it; none for captions. */
  transcriptModel: z.string().optional(),
  transcript: z.array(segmentSchema),
  /** Left out of a transcript that is as it was heard. */
  transcriptEdits: z.object({ conflicts: z.array(transcriptConflictSchema) }).optional(),
  /** Those that it took the place of, the newest first. */
  earlierTranscripts: z.array(earlierTranscriptSchema),
  /** What is heard where, from beginning to end; none where nobody listened. */
  soundRegions: z.array(soundRegionSchema),
  shots: z.array(z.object({ startMs: timeMsSchema, endMs: timeMsSchema })),
  keyframes: z.array(z.object({ atMs: timeMsSchema, contentHash: z.string() })),
  onScreenText: z.array(onScreenTextSchema),
  /** What people wrote at times of it, by time. */
  notes: z.array(noteSchema),
  /** What a model says of the keyframes. */
  pictures: z.array(pictureDescriptionSchema),
  /** What a model saw in the pictures, by time. */
  seen: z.array(seenThingSchema),
  /** Left out where its pictures were not measured. */
  look: videoLookSchema.optional(),
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
  /** How many of its comments are stored, and those with most likes. */
  comments: z.object({ total: z.number().int().nonnegative(), top: z.array(commentSchema) }),
  /** Those that it is in, by name. */
  collections: z.array(z.object({ id: collectionIdSchema, name: z.string() })),
  /** Fields that two devices edited without having seen each other's: see `sharing.conflicts`. */
  conflictedFields: z.array(z.string()),
  /** Small pictures of the whole video in one sheet, row by row: see the media route `sprite`. */
  sprite: z
    .object({
      intervalMs: z.number().positive(),
      columns: z.number().int().positive(),
      rows: z.number().int().positive(),
      tileWidth: z.number().int().positive(),
      tileHeight: z.number().int().positive(),
    })
    .optional(),
  /** Loudness, one byte a peak: see the media route `waveform`. */
  waveform: z.object({ peaksPerSecond: z.number().positive() }).optional(),
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

/** `collection`: the order of the collection that is filtered by; without one as `added`. */
export const videoSortSchema = z.enum([
  'added',
  'published',
  'views',
  'outlier',
  'velocity',
  'duration',
  'title',
  'collection',
]);
export type VideoSort = z.infer<typeof videoSortSchema>;

/** A value that videos can be filtered by, and how many have it. */
const facetSchema = z.object({ value: z.string(), videos: z.number().int().positive() });

/** One item of a re-reading of public counts. */
export const observationSchema = z.object({
  videoId: videoIdSchema,
  title: z.string(),
  /** `skipped`: the video has no link to read from. */
  status: z.enum(['observed', 'failed', 'skipped']),
  views: z.number().int().nonnegative().optional(),
  error: errorSchema.optional(),
});
export type Observation = z.infer<typeof observationSchema>;

export const videoTitleSchema = z.string().trim().min(1).max(500);
export const videoDescriptionSchema = z.string().trim().max(20_000);

export const exportFormatSchema = z.enum(['srt', 'vtt', 'txt', 'md', 'json', 'csv']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

const base = oc.errors(contractErrors);

export const videosContract = {
  ingest: base
    .route({ method: 'POST', path: '/videos/ingest', summary: 'Ingest files, folders and links' })
    .input(
      z
        .object({
          paths: z.array(hostPathSchema).default([]),
          /** Files that were sent to this host: see the route `/uploads`. */
          uploads: z.array(uploadIdSchema).default([]),
          /** http and https. A playlist or channel becomes one item for each of its videos. */
          links: z.array(z.string().trim().min(1).max(4_000)).default([]),
          /** Most videos taken from one playlist or channel; the setting when left out. */
          linkLimit: z.number().int().min(1).max(5_000).optional(),
          storage: storageSchema.optional(),
          /** BCP 47 tag of the speech; detected when left out. */
          language: z.string().min(2).max(16).optional(),
          /** A video without a file (`hasFile`) that the one file given is of. */
          recordId: videoIdSchema.optional(),
        })
        .refine(({ paths, uploads, links }) => paths.length + uploads.length + links.length > 0, {
          message: 'Add at least one file, folder or link',
        }),
    )
    .output(eventIterator(ingestEventSchema)),
  ingestSamples: base
    .route({ method: 'POST', path: '/videos/samples', summary: 'Ingest the sample library' })
    .output(eventIterator(ingestEventSchema)),
  observe: base
    .route({ method: 'POST', path: '/videos/observe', summary: 'Update public metrics' })
    /**
     * No ids: the videos that are due by their age and velocity, at most `observeBudget` (a setting)
     * of each platform; with `all` every video that came from a link.
     */
    .input(
      z.object({ videoIds: z.array(videoIdSchema).default([]), all: z.boolean().default(false) }),
    )
    .output(eventIterator(observationSchema)),
  list: base
    .route({ method: 'GET', path: '/videos', summary: 'List videos, newest first' })
    .input(
      z.object({
        limit: z.coerce.number().int().min(1).max(10_000).default(1_000),
        offset: z.coerce.number().int().min(0).default(0),
        /** Videos whose title or channel contains this text. */
        text: z.string().max(500).optional(),
        filters: videoFiltersSchema.default({}),
        sort: videoSortSchema.default('added'),
        direction: z.enum(['ascending', 'descending']).default('descending'),
      }),
    )
    .output(z.object({ videos: z.array(videoSummarySchema), total: z.number().int() })),
  facets: base
    .route({ method: 'GET', path: '/facets', summary: 'List values to filter videos by' })
    .output(
      z.object({
        channels: z.array(facetSchema),
        platforms: z.array(facetSchema),
        languages: z.array(facetSchema),
        /** What people put on them: see `reviews`. */
        tags: z.array(facetSchema),
        /** Of each status, `none` too, and of each number of stars. */
        statuses: z.array(facetSchema),
        ratings: z.array(facetSchema),
        /** Kinds of thing that are seen in them. */
        shows: z.array(facetSchema),
      }),
    ),
  similar: base
    .route({
      method: 'GET',
      path: '/videos/{videoId}/similar',
      summary: 'List similar videos, most similar first',
    })
    .input(
      z.object({
        videoId: videoIdSchema,
        limit: z.coerce.number().int().min(1).max(50).default(8),
      }),
    )
    .output(
      z.object({
        videos: z.array(
          z.object({ video: videoSummarySchema, /** Cosine, 0 to 1. */ likeness: z.number() }),
        ),
      }),
    ),
  remove: base
    .route({
      method: 'DELETE',
      path: '/videos/{videoId}',
      summary: 'Remove a video and the stored files that only it uses',
    })
    .input(z.object({ videoId: videoIdSchema }))
    .output(z.object({ freedBytes: z.number().int().nonnegative() })),
  edit: base
    .route({
      method: 'PATCH',
      path: '/videos/{videoId}',
      summary: 'Change the title or description; an empty description removes it',
    })
    .input(
      z.object({
        videoId: videoIdSchema,
        title: videoTitleSchema.optional(),
        description: videoDescriptionSchema.optional(),
      }),
    )
    .output(videoDetailSchema),
  get: base
    .route({
      method: 'GET',
      path: '/videos/{videoId}',
      summary: 'Get a video with all its data',
    })
    .input(z.object({ videoId: videoIdSchema }))
    .output(videoDetailSchema),
  export: base
    .route({ method: 'GET', path: '/videos/{videoId}/export', summary: 'Export the transcript' })
    /** The style is of SRT and VTT. */
    .input(captionStyleSchema.extend({ videoId: videoIdSchema, format: exportFormatSchema }))
    .output(
      z.object({
        fileName: z.string(),
        text: z.string(),
        /** Of SRT and VTT: how many there are, and how many are faster than they can be read. */
        captions: z
          .object({
            count: z.number().int().nonnegative(),
            tooFast: z.number().int().nonnegative(),
          })
          .optional(),
      }),
    ),
};
