import { z } from 'zod';
import { jsonSchema } from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';
import { lineSchema, webAddressSchema } from '../../records/sidecarMetadata.ts';

/** A field that is not as expected is as if it were not there: the format is not ours. */
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

const tracks = optional(z.record(z.string(), z.array(z.unknown())));

const infoSchema = z.object({
  _type: optional(z.string()),
  id: optional(lineSchema),
  title: optional(lineSchema),
  url: optional(z.string().max(8_000)),
  webpage_url: optional(webAddressSchema),
  extractor_key: optional(lineSchema),
  language: optional(lineSchema),
  is_live: optional(z.boolean()),
  live_status: optional(z.string()),
  subtitles: tracks,
  entries: optional(z.array(z.unknown())),
});
type Info = z.infer<typeof infoSchema>;

export interface VideoInfo {
  type: 'video';
  id: string | undefined;
  title: string | undefined;
  extractor: string | undefined;
  webpageUrl: string | undefined;
  language: string | undefined;
  isLive: boolean;
  /** Names of the languages that have captions made by a person. */
  captionLanguages: string[];
  /** As yt-dlp gave it, to be handed back to it. */
  json: unknown;
}

export interface PlaylistInfo {
  type: 'playlist';
  title: string | undefined;
  /** In their order; `index` counts from 1. An entry without address is reached by its index. */
  entries: { index: number; url: string | undefined; title: string | undefined }[];
}

/**
 * What `yt-dlp -J` printed (fields: its README, "Output template").
 * Errors: `link.failed` when it is not that, `link.unsupported` when the page holds no video.
 */
export function readLinkInfo(text: string): VideoInfo | PlaylistInfo {
  let json: unknown;
  try {
    json = jsonSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new AppError('link.failed', 'yt-dlp returned unreadable output.', { cause: error });
  }
  const parsed = infoSchema.safeParse(json);
  if (!parsed.success) throw new AppError('link.unsupported', 'No video found at the link.');
  const info = parsed.data;
  if (info._type !== 'playlist' && info._type !== 'multi_video') return toVideo(info, json);
  const entries = (info.entries ?? []).flatMap((entry, position) => {
    const found = infoSchema.safeParse(entry);
    if (!found.success) return [];
    return [{ index: position + 1, url: entryUrl(found.data), title: found.data.title }];
  });
  if (entries.length === 0) throw new AppError('link.unsupported', 'No video found at the link.');
  return { type: 'playlist', title: info.title, entries };
}

/** The one entry of a playlist that was asked for by its index. Errors: those above. */
export function readItemInfo(text: string): VideoInfo {
  const root = z.object({ entries: z.array(z.unknown()).min(1) }).safeParse(tryJson(text));
  const json = root.success ? root.data.entries[0] : tryJson(text);
  const found = infoSchema.safeParse(json);
  if (!found.success) throw new AppError('link.removed', 'The page no longer contains this video.');
  return toVideo(found.data, json);
}

function tryJson(text: string): unknown {
  try {
    return jsonSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Only entries that lead elsewhere have an address of their own. */
function entryUrl(entry: Info): string | undefined {
  if (entry._type !== 'url' && entry._type !== 'url_transparent') return undefined;
  const url = webAddressSchema.safeParse(entry.url);
  return url.success ? url.data : undefined;
}

function toVideo(info: Info, json: unknown): VideoInfo {
  return {
    type: 'video',
    id: info.id,
    title: info.title,
    extractor: info.extractor_key,
    webpageUrl: info.webpage_url,
    language: info.language,
    isLive: info.is_live === true || info.live_status === 'is_upcoming',
    captionLanguages: Object.keys(info.subtitles ?? {}).filter((name) =>
      /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(name),
    ),
    json,
  };
}
