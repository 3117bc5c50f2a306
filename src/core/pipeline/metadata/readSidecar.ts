import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { hasSystemCode, toAppError } from '../../base/index.ts';

/** What a file beside the video says of it. */
export interface SidecarMetadata {
  title?: string | undefined;
  description?: string | undefined;
  channel?: string | undefined;
  channelUrl?: string | undefined;
  platform?: string | undefined;
  sourceUrl?: string | undefined;
  publishedAtMs?: number | undefined;
  language?: string | undefined;
  products: string[];
  metrics: {
    observedAtMs: number;
    views?: number | undefined;
    likes?: number | undefined;
    comments?: number | undefined;
    shares?: number | undefined;
    saves?: number | undefined;
  }[];
}

export interface SidecarResult {
  metadata?: SidecarMetadata;
  /** Why a sidecar that is there could not be used. */
  problem?: string;
}

/** yt-dlp writes some megabytes for long comment threads; more is not metadata. */
const mostBytes = 20_000_000;
const text = z.string().trim().min(1).max(5_000);
const count = z.number().int().nonnegative();
const instantMs = z.iso.datetime({ offset: true }).transform((iso) => Date.parse(iso));

/** Ours: `trendroom.json` in the video's folder, for any number of videos. */
const folderSchema = z.object({
  version: z.literal(1),
  videos: z.record(
    z.string(),
    z.object({
      title: text.optional(),
      description: text.optional(),
      channel: text.optional(),
      platform: text.optional(),
      sourceUrl: z.url({ protocol: /^https?$/ }).optional(),
      publishedAt: instantMs.optional(),
      language: text.optional(),
      products: z.array(text).max(100).default([]),
      metrics: z
        .array(
          z.object({
            observedAt: instantMs,
            views: count.optional(),
            likes: count.optional(),
            comments: count.optional(),
            shares: count.optional(),
            saves: count.optional(),
          }),
        )
        .max(10_000)
        .default([]),
    }),
  ),
});

/** yt-dlp's `NAME.info.json` (its README, "Output template" names the fields). */
const infoSchema = z.object({
  title: text.nullish(),
  description: z.string().max(20_000).nullish(),
  channel: text.nullish(),
  uploader: text.nullish(),
  channel_url: z.url({ protocol: /^https?$/ }).nullish(),
  extractor_key: text.nullish(),
  webpage_url: z.url({ protocol: /^https?$/ }).nullish(),
  timestamp: z.number().nullish(),
  upload_date: z
    .string()
    .regex(/^\d{8}$/)
    .nullish(),
  epoch: z.number().nullish(),
  language: text.nullish(),
  view_count: count.nullish(),
  like_count: count.nullish(),
  comment_count: count.nullish(),
  repost_count: count.nullish(),
});

/**
 * Metadata from `NAME.info.json` or else from `trendroom.json` in the same folder. A sidecar
 * that is broken costs its metadata, never the video.
 */
export async function readSidecar(videoPath: string): Promise<SidecarResult> {
  const stem = videoPath.replace(/\.[^./\\]+$/, '');
  const info = await readJson(`${stem}.info.json`);
  if (info !== undefined) return applySidecar(`${basename(stem)}.info.json`, () => fromInfo(info));
  const folder = await readJson(join(dirname(videoPath), 'trendroom.json'));
  if (folder === undefined) return {};
  return applySidecar('trendroom.json', () => fromFolder(folder, basename(videoPath)));
}

function applySidecar(name: string, read: () => SidecarMetadata | undefined): SidecarResult {
  try {
    const metadata = read();
    return metadata === undefined ? {} : { metadata };
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : toAppError(error).message;
    return { problem: `${name} was not used: ${why}`.slice(0, 500) };
  }
}

/** The file's text, or an error to be thrown when it is used; undefined when there is none. */
async function readJson(path: string): Promise<{ text: string } | { error: Error } | undefined> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > mostBytes) return { error: new Error('it is too large') };
      return { text: await file.readFile('utf8') };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (hasSystemCode(error, 'ENOENT', 'ENOTDIR', 'ENAMETOOLONG')) return undefined;
    return { error: toAppError(error) };
  }
}

function parse(source: { text: string } | { error: Error }): unknown {
  if ('error' in source) throw source.error;
  return JSON.parse(source.text);
}

function fromFolder(
  source: { text: string } | { error: Error },
  fileName: string,
): SidecarMetadata | undefined {
  const { videos } = folderSchema.parse(parse(source));
  const video = Object.hasOwn(videos, fileName) ? videos[fileName] : undefined;
  if (video === undefined) return undefined;
  const { publishedAt, metrics, ...rest } = video;
  return {
    ...rest,
    publishedAtMs: publishedAt,
    metrics: metrics.map(({ observedAt, ...counts }) => ({ observedAtMs: observedAt, ...counts })),
  };
}

function fromInfo(source: { text: string } | { error: Error }): SidecarMetadata {
  const info = infoSchema.parse(parse(source));
  const counts = {
    views: info.view_count ?? undefined,
    likes: info.like_count ?? undefined,
    comments: info.comment_count ?? undefined,
    shares: info.repost_count ?? undefined,
  };
  const counted = Object.values(counts).some((value) => value !== undefined);
  return {
    title: info.title ?? undefined,
    description: info.description ?? undefined,
    channel: info.channel ?? info.uploader ?? undefined,
    channelUrl: info.channel_url ?? undefined,
    platform: info.extractor_key?.toLowerCase(),
    sourceUrl: info.webpage_url ?? undefined,
    publishedAtMs: publishedAtMs(info.timestamp, info.upload_date),
    language: info.language ?? undefined,
    products: [],
    // `epoch` is when yt-dlp read the counts.
    metrics: counted && info.epoch != null ? [{ observedAtMs: info.epoch * 1000, ...counts }] : [],
  };
}

function publishedAtMs(timestamp?: number | null, uploadDate?: string | null): number | undefined {
  if (timestamp != null) return Math.round(timestamp * 1000);
  if (uploadDate == null) return undefined;
  return Date.parse(uploadDate.replace(/(\d{4})(\d{2})(\d{2})/, '$1-$2-$3T00:00:00Z'));
}
