import { type VideoId, videoIdSchema } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { upsertChannel } from '../../library/index.ts';
import { seededRandom } from '../measures/estimates/bootstrapMean.ts';

export interface LongitudinalOptions {
  channels: number;
  videosEach: number;
  /** About one in this many videos is an outlier. */
  outlierEvery?: number;
  seed?: number;
  /** Between two looks at a channel, about. */
  daysApart?: number;
}

export interface LongitudinalSet {
  /** The videos that were made to stand out, 8 to 20 times what is usual in their channel. */
  outliers: Set<VideoId>;
  /** When the last snapshots were taken. */
  endMs: number;
}

const dayMs = 86_400_000;
const startMs = Date.UTC(2026, 0, 1);
const days = 180;
/** What platforms show: two digits and a letter. */
const shownDigits = 2;

/**
 * Fills a library with channels whose size, rhythm and half-life differ. Views of a video approach
 * their end as A (1 - 2^(-age / half-life)), A is log-normal within its channel (sigma .5), and all
 * videos of a channel younger than three months are seen on the same days, every `daysApart`, with
 * counts rounded as platforms round them. Seeded: the same options give the same set.
 */
export function addLongitudinalSet(
  library: Library,
  { channels, videosEach, outlierEvery = 40, seed = 1, daysApart = 4 }: LongitudinalOptions,
): LongitudinalSet {
  const random = seededRandom(seed);
  const outliers = new Set<VideoId>();
  const endMs = startMs + days * dayMs;
  const { $client } = library.db;
  // Millions of rows for the benchmark: not one by one through the repositories.
  const addVideo = $client.prepare(
    `INSERT INTO videos (id, content_hash, title, platform, channel_id, published_at_ms,
       original_name, original_path, storage, size_bytes, created_at_ms, ingest_state)
     VALUES (@id, printf('%064x', 1000000 + @number), 'Video ' || CAST(@number AS INTEGER), @platform, @channelId, @publishedAtMs, '', '', 'none', 0,
       @publishedAtMs, 'complete')`,
  );
  const addSnapshot = $client.prepare(
    'INSERT INTO metric_snapshots (video_id, observed_at_ms, views, rounded_to) VALUES (?, ?, ?, ?)',
  );
  library.db.transaction(() => {
    for (let channel = 0; channel < channels; channel++) {
      const platform = channel % 3 === 0 ? 'youtube' : 'tiktok';
      const channelId = upsertChannel(library, { platform, name: `Channel ${channel}` });
      const usualViews = 10 ** (3 + 3 * random());
      const seenDays = daysOf(random, daysApart);
      for (let each = 0; each < videosEach; each++) {
        const number = channel * videosEach + each;
        const isOutlier = Math.floor(random() * outlierEvery) === 0;
        const factor = isOutlier ? 8 + 12 * random() : Math.exp(0.5 * normal(random));
        const publishedAtMs = Math.round(startMs + random() * (days - 10) * dayMs);
        const id = videoIdSchema.parse(`longitudinal-${seed}-${number}`);
        addVideo.run({ id, number, platform, channelId, publishedAtMs });
        if (isOutlier) outliers.add(id);
        const halfLifeMs = dayMs * (0.5 + 3 * random());
        const seen = { publishedAtMs, halfLifeMs, end: usualViews * factor };
        for (const [atMs, views, rounded] of snapshotsOf(seen, seenDays)) {
          addSnapshot.run(id, atMs, views, rounded);
        }
      }
    }
  });
  return { outliers, endMs };
}

function daysOf(random: () => number, daysApart: number): number[] {
  const found: number[] = [];
  for (let day = 1 + 3 * random(); day < days; day += daysApart * (0.5 + random())) found.push(day);
  return [...found, days];
}

type SnapshotRow = [observedAtMs: number, views: number, roundedTo: string | null];

function snapshotsOf(
  video: { publishedAtMs: number; halfLifeMs: number; end: number },
  seenDays: readonly number[],
): SnapshotRow[] {
  const snapshots: SnapshotRow[] = [];
  for (const day of seenDays) {
    const observedAtMs = Math.round(startMs + day * dayMs);
    const ageMs = observedAtMs - video.publishedAtMs;
    if (ageMs <= 0 || ageMs > 90 * dayMs) continue;
    const exact = video.end * (1 - 2 ** (-ageMs / video.halfLifeMs));
    const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, exact))) + 1 - shownDigits);
    const views = Math.round(exact / unit) * unit;
    snapshots.push([observedAtMs, views, unit > 1 ? JSON.stringify({ views: unit }) : null]);
  }
  return snapshots;
}

/** A draw of the standard normal, by Box and Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
