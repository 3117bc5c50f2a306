import { z } from 'zod';
import {
  countSchema,
  lineSchema,
  linesSchema,
  type SidecarMetadata,
  webAddressSchema,
} from './sidecarMetadata.ts';

const instantMs = z.iso
  .datetime({ offset: true })
  .transform((iso) => Date.parse(iso))
  .pipe(z.number().nonnegative());

/** Only the entry of one video is looked into, so that a fault in another costs nothing here. */
const folderSchema = z.object({ version: z.literal(1), videos: z.record(z.string(), z.unknown()) });

const videoSchema = z.object({
  title: lineSchema.optional(),
  description: linesSchema.optional(),
  channel: lineSchema.optional(),
  channelUrl: webAddressSchema.optional(),
  platform: lineSchema.optional(),
  sourceUrl: webAddressSchema.optional(),
  publishedAt: instantMs.optional(),
  language: lineSchema.optional(),
  products: z.array(lineSchema).max(100).default([]),
  metrics: z
    .array(
      z.object({
        observedAt: instantMs,
        views: countSchema.optional(),
        likes: countSchema.optional(),
        comments: countSchema.optional(),
        shares: countSchema.optional(),
        saves: countSchema.optional(),
      }),
    )
    .max(10_000)
    .default([]),
});

/**
 * A video's entry in our own `trendroom.json`, which is for any number of videos of its folder:
 * `{"version":1,"videos":{"<file name>":{...}}}`. Undefined when it has none. Throws ZodError.
 */
export function fromFolderFile(json: unknown, fileName: string): SidecarMetadata | undefined {
  const { videos } = folderSchema.parse(json);
  if (!Object.hasOwn(videos, fileName)) return undefined;
  const { publishedAt, metrics, ...rest } = videoSchema.parse(videos[fileName]);
  return {
    ...rest,
    ...(publishedAt === undefined ? {} : { publishedAtMs: publishedAt }),
    metrics: metrics.map(({ observedAt, ...counts }) => ({ observedAtMs: observedAt, ...counts })),
  };
}
