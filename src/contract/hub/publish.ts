import { z } from 'zod';
import { publishedPageSchema } from './page.ts';

/** A larger publish call is refused before it is read to its end. */
export const maxPublishBytes = 1_000_000;

/** How far the clocks of a desk and its hub may differ; an older call is refused. */
export const replayWindowMs = 5 * 60_000;

export const hubHeaders = {
  timestamp: 'x-hub-timestamp',
  idempotencyKey: 'x-hub-idempotency-key',
  signature: 'x-hub-signature',
} as const;

const keySchema = publishedPageSchema.shape.key;
const instantSchema = z.number().int().nonnegative();

export const publishCallSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('publish'), page: publishedPageSchema }),
  /** Shown from `atMs` on. */
  z.object({ action: z.literal('schedule'), page: publishedPageSchema, atMs: instantSchema }),
  /** A version that only its signed link shows. */
  z.object({ action: z.literal('draft'), page: publishedPageSchema }),
  z.object({ action: z.literal('unpublish'), key: keySchema }),
  /** Shows an earlier version again. */
  z.object({
    action: z.literal('rollback'),
    key: keySchema,
    version: z.number().int().positive(),
  }),
]);
export type PublishCall = z.infer<typeof publishCallSchema>;

export const pageStateSchema = z.enum(['draft', 'scheduled', 'published', 'unpublished']);
export type PageState = z.infer<typeof pageStateSchema>;

/** What a hub says of a page. `url` is a path of the hub. */
export const hubPageSchema = z.object({
  key: keySchema,
  slug: z.string(),
  title: z.string(),
  state: pageStateSchema,
  /** The version that is shown, or would be. */
  version: z.number().int().positive(),
  /** The newest one; a list of pages says it. */
  latestVersion: z.number().int().positive().optional(),
  path: z.string(),
  updatedAtMs: instantSchema,
  publishAtMs: instantSchema.optional(),
  /** A draft's: holds for a day. */
  previewPath: z.string().optional(),
});
export type HubPage = z.infer<typeof hubPageSchema>;

export const publishAnswerSchema = z.object({ page: hubPageSchema });
export const hubPagesSchema = z.object({ pages: z.array(hubPageSchema) });

export const hubRefusalSchema = z.object({
  error: z.object({
    code: z.enum([
      'unsigned',
      'forged',
      'expired',
      'tooLarge',
      'unknownVersion',
      'invalid',
      'slugTaken',
      'notFound',
      'reused',
      'foreignEndpoint',
      'notSubscribed',
      'noPushKey',
      'otherKey',
      'tooLong',
      'tooMany',
      'unavailable',
    ]),
    message: z.string(),
  }),
});
export type HubRefusal = z.infer<typeof hubRefusalSchema>['error'];

/**
 * The text that both sides sign with HMAC-SHA256: method, path, time, key of the call and the hash
 * of its body. `bodySha256` is lower-case hexadecimal, as is the signature.
 */
export function signedText(call: {
  method: 'GET' | 'POST';
  path: string;
  timestampMs: number;
  idempotencyKey: string;
  bodySha256: string;
}): string {
  const { method, path, timestampMs, idempotencyKey, bodySha256 } = call;
  return ['trendroom-hub-1', method, path, timestampMs, idempotencyKey, bodySha256].join('\n');
}
