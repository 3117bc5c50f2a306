import { z } from 'zod';
import { type ImportedComment, mostLiked } from '../imports/record/importedRecord.ts';
import {
  countSchema,
  lineSchema,
  linesSchema,
  type SidecarMetadata,
  webAddressSchema,
} from './sidecarMetadata.ts';

/** The last moment a JavaScript date can name, in seconds. */
const lastSecond = 8_640_000_000_000;
const second = z.number().min(0).max(lastSecond);

/** A field that is not as expected is as if it were not there: the format is not ours. */
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

const commentsSchema = z
  .array(
    z.object({
      id: optional(lineSchema),
      text: optional(linesSchema),
      author: optional(lineSchema),
      like_count: optional(countSchema),
      timestamp: optional(second),
    }),
  )
  .transform((comments) =>
    comments.flatMap(({ id, text, author, like_count: likes, timestamp }): ImportedComment[] => {
      if (text === undefined || text.trim() === '') return [];
      const publishedAtMs = timestamp === undefined ? undefined : Math.round(timestamp * 1_000);
      return [{ id, text: text.slice(0, 5_000), author, likes, publishedAtMs }];
    }),
  );

const infoSchema = z.object({
  comments: optional(commentsSchema),
  id: optional(lineSchema),
  title: optional(lineSchema),
  description: optional(linesSchema),
  channel: optional(lineSchema),
  uploader: optional(lineSchema),
  channel_url: optional(webAddressSchema),
  uploader_url: optional(webAddressSchema),
  extractor_key: optional(lineSchema),
  webpage_url: optional(webAddressSchema),
  webpage_url_domain: optional(lineSchema),
  timestamp: optional(second),
  upload_date: optional(z.string().regex(/^\d{8}$/)),
  epoch: optional(second),
  language: optional(lineSchema),
  view_count: optional(countSchema),
  like_count: optional(countSchema),
  comment_count: optional(countSchema),
  repost_count: optional(countSchema),
});

/**
 * What yt-dlp wrote into `NAME.info.json` (fields: its README, "Output template"). `writtenAtMs`,
 * the file's own time, dates the counts when `epoch` does not. Throws ZodError.
 */
export function fromInfoFile(json: unknown, writtenAtMs: number): SidecarMetadata {
  const info = infoSchema.parse(json);
  const counts = {
    views: info.view_count,
    likes: info.like_count,
    comments: info.comment_count,
    shares: info.repost_count,
  };
  const observedAtMs = Math.round(info.epoch === undefined ? writtenAtMs : info.epoch * 1_000);
  const isCounted = Object.values(counts).some((value) => value !== undefined);
  return {
    title: info.title,
    description: info.description,
    channel: info.channel ?? info.uploader,
    channelUrl: info.channel_url ?? info.uploader_url,
    platform: platformOf(info.extractor_key, info.webpage_url_domain),
    sourceUrl: info.webpage_url,
    externalId: info.id,
    publishedAtMs: publishedAtMs(info.timestamp, info.upload_date),
    language: info.language,
    products: [],
    metrics: isCounted ? [{ observedAtMs, ...counts }] : [],
    ...(info.comments === undefined ? {} : { comments: mostLiked(info.comments) }),
  };
}

/** yt-dlp's own words for sites that it does not know by name: there the site names itself. */
const nameless = new Set(['generic', 'html5mediaembed']);

function platformOf(extractor?: string, domain?: string): string | undefined {
  const name = extractor?.toLowerCase();
  if (name === undefined || !nameless.has(name)) return name;
  return domain?.toLowerCase().replace(/^www\./, '');
}

function publishedAtMs(timestamp?: number, uploadDate?: string): number | undefined {
  if (timestamp !== undefined) return Math.round(timestamp * 1_000);
  if (uploadDate === undefined) return undefined;
  const iso = uploadDate.replace(/(\d{4})(\d{2})(\d{2})/, '$1-$2-$3T00:00:00Z');
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? undefined : ms;
}
