import { z } from 'zod';
import type { ImportedComment } from '../imports/record/importedRecord.ts';

/** What a file beside the video says of it. */
export interface SidecarMetadata {
  title?: string | undefined;
  description?: string | undefined;
  channel?: string | undefined;
  channelUrl?: string | undefined;
  platform?: string | undefined;
  sourceUrl?: string | undefined;
  /** The platform's own id of the post. */
  externalId?: string | undefined;
  publishedAtMs?: number | undefined;
  language?: string | undefined;
  products: string[];
  metrics: SidecarSnapshot[];
  /** As yt-dlp was told to write them; those with most likes. */
  comments?: ImportedComment[] | undefined;
}

/** Counts at a moment. */
export interface SidecarSnapshot {
  observedAtMs: number;
  views?: number | undefined;
  likes?: number | undefined;
  comments?: number | undefined;
  shares?: number | undefined;
  saves?: number | undefined;
}

/** One line of text. Control characters go: they could steer a terminal. */
export const lineSchema = z
  .string()
  .transform((text) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim())
  .pipe(z.string().min(1).max(1_000));

/** Lines of text, cut where a description ends being one. */
export const linesSchema = z
  .string()
  .transform((text) => text.replace(/(?!\n)\p{Cc}/gu, ' ').slice(0, 20_000));

export const countSchema = z.number().int().nonnegative();
export const webAddressSchema = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .refine((address) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(address));
