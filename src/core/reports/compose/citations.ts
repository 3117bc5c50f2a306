import type { ReportCitation, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { plainText } from '../../drafts/index.ts';
import type { VideoRate } from '../../memory/index.ts';

type Moment = Extract<ReportCitation, { kind: 'moment' }>;
type Snapshot = Extract<ReportCitation, { kind: 'snapshot' }>;

const maxQuoteCharacters = 220;
/** A hook is the first three seconds. */
const hookMs = 3_000;

interface Named {
  title: string;
  url: string | null;
}

type HookRow = Named & { said: string | null; shown: string | null };
type SegmentRow = { startMs: number; endMs: number; text: string };

/**
 * What is said or shown in the first three seconds of a video, else its first words; undefined where
 * nothing of it has a time.
 */
export function openingMoment({ db }: Library, videoId: VideoId): Moment | undefined {
  const row = db.$client
    .prepare<[VideoId], HookRow>(
      `SELECT v.title, v.source_url AS url, h.said, h.shown
       FROM videos v LEFT JOIN hooks h ON h.video_id = v.id WHERE v.id = ?`,
    )
    .get(videoId);
  if (row === undefined) return undefined;
  const { title, url, said, shown } = row;
  const hook = said?.trim() || shown?.trim() || '';
  const moment = (startMs: number, endMs: number, text: string): Moment => ({
    ...{ kind: 'moment', videoId, title, startMs, endMs },
    quote: plainText(text, maxQuoteCharacters),
    ...(url !== null && { url }),
  });
  if (hook !== '') return moment(0, hookMs, hook);
  const first = db.$client
    .prepare<[VideoId], SegmentRow>(
      `SELECT start_ms AS startMs, end_ms AS endMs, text FROM transcript_segments
       WHERE video_id = ? AND trim(text) <> '' AND end_ms > start_ms ORDER BY position LIMIT 1`,
    )
    .get(videoId);
  return first && moment(first.startMs, first.endMs, first.text);
}

/** The two snapshots that a velocity is between. */
export function rateCitation(
  video: { videoId: VideoId; title: string; url?: string | undefined },
  { first, last }: Pick<VideoRate, 'first' | 'last'>,
): Snapshot {
  return {
    ...{ kind: 'snapshot', videoId: video.videoId, title: video.title },
    ...{ observedAtMs: last.atMs, views: last.views },
    before: { observedAtMs: first.atMs, views: first.views },
    ...(video.url !== undefined && { url: video.url }),
  };
}

/** The newest snapshot with views up to a moment; undefined where there is none. */
export function snapshotCitation(
  { db }: Library,
  videoId: VideoId,
  asOfMs: number,
): Snapshot | undefined {
  const row = db.$client
    .prepare<[VideoId, number], Named & { observedAtMs: number; views: number }>(
      `SELECT v.title, v.source_url AS url, m.observed_at_ms AS observedAtMs, m.views
       FROM videos v JOIN metric_snapshots m ON m.video_id = v.id
       WHERE v.id = ? AND m.observed_at_ms <= ? AND m.views IS NOT NULL
       ORDER BY m.observed_at_ms DESC LIMIT 1`,
    )
    .get(videoId, asOfMs);
  if (row === undefined) return undefined;
  const { title, url, observedAtMs, views } = row;
  return {
    ...{ kind: 'snapshot', videoId, title, observedAtMs, views },
    ...(url !== null && { url }),
  };
}
