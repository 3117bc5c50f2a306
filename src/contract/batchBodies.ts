import { z } from 'zod';
import { type BatchKind, batchKindSchema, batchPaths } from './batchKinds.ts';
import { timeMsSchema } from './common.ts';
import { videoIdSchema } from './ids.ts';

const ofVideo = { type: z.literal('trendroom_media'), videoId: videoIdSchema };

/**
 * Media of the library as a request's body names it. The bytes are read from the media store while
 * the request is sent; they stand in no row, and a body can name nothing but a video by its id.
 */
export const mediaReferenceSchema = z.discriminatedUnion('what', [
  /** All that is heard, as FLAC, mono, 16 kHz. */
  z.strictObject({ ...ofVideo, what: z.literal('sound') }),
  /** The keyframe on screen at that time. */
  z.strictObject({ ...ofVideo, what: z.literal('keyframe'), atMs: timeMsSchema }),
  z.strictObject({ ...ofVideo, what: z.literal('poster') }),
  /** The whole file, for servers that take video. */
  z.strictObject({ ...ofVideo, what: z.literal('video') }),
]);
export type MediaReference = z.infer<typeof mediaReferenceSchema>;

const webAddress = z.url({
  protocol: /^https?$/,
  error: 'Only http and https links; pictures of the library are named as trendroom_media',
});
const visionPartSchema = z.union([
  mediaReferenceSchema.refine(({ what }) => what !== 'sound', {
    message: 'A message takes keyframe, poster or video',
  }),
  z.looseObject({ type: z.literal('text'), text: z.string() }),
  z.looseObject({ type: z.literal('image_url'), image_url: z.looseObject({ url: webAddress }) }),
  z.looseObject({ type: z.literal('video_url'), video_url: z.looseObject({ url: webAddress }) }),
]);

/** Body of a `vision` row: OpenAI's chat request, media of the library among its messages' parts. */
export const visionBodySchema = z.looseObject({
  messages: z
    .array(
      z.looseObject({
        role: z.string(),
        content: z.union([z.string(), z.array(visionPartSchema).min(1)]),
      }),
    )
    .min(1),
});

/** Body of a `transcription` row: OpenAI's form, its file being the sound of a video. */
export const transcriptionBodySchema = z
  .object({
    file: mediaReferenceSchema.refine(({ what }) => what === 'sound', {
      message: 'A server is sent the sound of a video',
    }),
    /** Left out: OpenAI's default, `json`. Other formats cannot be validated. */
    response_format: z.enum(['json', 'verbose_json']).optional(),
    timestamp_granularities: z.array(z.enum(['word', 'segment'])).optional(),
    stream: z.literal(false).optional(),
  })
  .catchall(z.union([z.string(), z.number(), z.boolean()]));

/** Body of a `rerank` row: which documents fit the query, best first. */
export const rerankBodySchema = z.looseObject({
  query: z.string().min(1),
  documents: z.array(z.string()).min(1).max(1_000),
  /** So many of the best; left out or 0: all. */
  top_n: z.number().int().nonnegative().optional(),
});

/** The media that a body names, in order, wherever they stand; misshapen ones are left out. */
export function mediaIn(body: unknown): MediaReference[] {
  if (typeof body !== 'object' || body === null) return [];
  if ('type' in body && body.type === 'trendroom_media') {
    const read = mediaReferenceSchema.safeParse(body);
    return read.success ? [read.data] : [];
  }
  return Object.values(body).flatMap(mediaIn);
}

const mediaParts = new Set(['trendroom_media', 'image_url', 'video_url']);
const messagesSchema = z.object({ messages: z.array(z.unknown()) });
const partsSchema = z.object({ content: z.array(z.object({ type: z.string() })) });

/** What a request at a path asks for: chat with pictures is `vision`. */
export function kindOfRequest(path: string, body: unknown): BatchKind | undefined {
  if (path === batchPaths.vision && showsSomething(body)) return 'vision';
  return batchKindSchema.options.find((kind) => batchPaths[kind] === path);
}

function showsSomething(body: unknown): boolean {
  const messages = messagesSchema.safeParse(body).data?.messages ?? [];
  return messages.some((message) =>
    partsSchema.safeParse(message).data?.content.some(({ type }) => mediaParts.has(type)),
  );
}
