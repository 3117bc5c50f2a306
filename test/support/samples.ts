import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const span = z.object({ text: z.string(), startMs: z.number(), endMs: z.number() });

const truth = z.object({
  version: z.literal(1),
  files: z.record(
    z.string(),
    z.object({
      durationMs: z.number(),
      width: z.number(),
      height: z.number(),
      language: z.string().nullable(),
      sidecar: z.boolean(),
      spoken: z.string(),
      sentences: z.array(span),
      onScreen: z.array(span),
      cutsMs: z.array(z.number()),
    }),
  ),
  queries: z.array(
    z.object({ query: z.string(), file: z.string(), startMs: z.number(), endMs: z.number() }),
  ),
});

const count = z.number().int().nonnegative();

const metadata = z.object({
  version: z.literal(1),
  videos: z.record(
    z.string(),
    z.object({
      title: z.string(),
      channel: z.string(),
      platform: z.enum(['tiktok', 'instagram', 'youtube']),
      publishedAt: z.iso.datetime(),
      language: z.string().optional(),
      products: z.array(z.string()).optional(),
      metrics: z.array(
        z.object({
          observedAt: z.iso.datetime(),
          views: count,
          likes: count,
          comments: count,
          shares: count,
          saves: count,
        }),
      ),
    }),
  ),
});

export const samplesFolder = fileURLToPath(new URL('../../resources/samples', import.meta.url));

/** What the sample clips say and show (`truth.json`), and who published them. */
export function readSamples(): {
  readonly truth: z.infer<typeof truth>;
  readonly metadata: z.infer<typeof metadata>;
} {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(join(samplesFolder, name), 'utf8'));
  return {
    truth: truth.parse(read('truth.json')),
    metadata: metadata.parse(read('trendroom.json')),
  };
}
