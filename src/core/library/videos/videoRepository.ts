import { and, asc, eq, sql } from 'drizzle-orm';
import type { ChannelId, ContentHash, VideoId } from '../../../contract/index.ts';
import { AppError, newId } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import {
  beginsWith,
  channels,
  type MediaRole,
  metricSnapshots,
  products,
  videoMedia,
  videoProducts,
  videos,
} from '../../db/index.ts';

export type VideoRow = typeof videos.$inferSelect;
export type NewVideo = Omit<
  typeof videos.$inferInsert,
  'id' | 'createdAtMs' | 'latestViews' | 'outlierScore' | 'viewsPerHour'
>;
export type MetricSnapshot = Omit<typeof metricSnapshots.$inferInsert, 'videoId'>;

/** Adds a video. Its content hash must be new to the library. */
export function insertVideo(library: Library, video: NewVideo): VideoId {
  const id = newId<VideoId>();
  const createdAtMs = library.clock.nowMs();
  library.db
    .insert(videos)
    .values({ ...video, id, createdAtMs })
    .run();
  return id;
}

/** Changes some columns of a video. */
export function updateVideo(library: Library, id: VideoId, change: Partial<NewVideo>): void {
  library.db.update(videos).set(change).where(eq(videos.id, id)).run();
}

export function findVideoByHash(library: Library, contentHash: ContentHash): VideoRow | undefined {
  return library.db.select().from(videos).where(eq(videos.contentHash, contentHash)).get();
}

/** The video that this file is the original of, whether it came with it or got it later. */
export function findVideoByFile(library: Library, contentHash: ContentHash): VideoRow | undefined {
  const later = library.db
    .select({ id: videoMedia.videoId })
    .from(videoMedia)
    .where(and(eq(videoMedia.contentHash, contentHash), eq(videoMedia.role, 'original')))
    .limit(1)
    .get();
  if (later !== undefined) return getVideo(library, later.id);
  return findVideoByHash(library, contentHash);
}

export function getVideo(library: Library, id: VideoId): VideoRow {
  const row = library.db.select().from(videos).where(eq(videos.id, id)).get();
  if (row === undefined) throw new AppError('video.notFound', `Video ${id} not found.`);
  return row;
}

/** As {@link getVideo}, compiled once, for whoever reads thousands. */
export function createVideoReader({ db }: Library): (id: VideoId) => VideoRow {
  const statement = db
    .select()
    .from(videos)
    .where(eq(videos.id, sql.placeholder('id')))
    .prepare();
  return (id) => {
    const row = statement.get({ id });
    if (row === undefined) throw new AppError('video.notFound', `Video ${id} not found.`);
    return row;
  };
}

export function hasVideo(library: Library, id: VideoId): boolean {
  const row = library.db.select({ id: videos.id }).from(videos).where(eq(videos.id, id)).get();
  return row !== undefined;
}

/** A whole id from an id or its unique beginning. Errors: `video.notFound`. */
export function resolveVideoId(library: Library, idOrPrefix: string): VideoId {
  const rows = library.db
    .select({ id: videos.id })
    .from(videos)
    .where(beginsWith(videos.id, idOrPrefix))
    .orderBy(asc(videos.id))
    .limit(2)
    .all();
  const exact =
    rows.find(({ id }) => id === idOrPrefix) ?? (rows.length === 1 ? rows[0] : undefined);
  if (exact !== undefined) return exact.id;
  const what = rows.length === 0 ? 'No video starts with' : 'More than one video starts with';
  throw new AppError('video.notFound', `${what} ${idOrPrefix}.`);
}

/** Whole ids, in their order, from ids or their unique beginnings. Errors: `video.notFound`. */
export function resolveVideoIds(library: Library, given: readonly string[]): VideoId[] {
  const whole = library.db.$client
    .prepare<[string], VideoId>(
      'SELECT id FROM videos WHERE id IN (SELECT value FROM json_each(?))',
    )
    .pluck()
    .all(JSON.stringify(given));
  const known = new Map<string, VideoId>(whole.map((id) => [id, id]));
  return given.map((id) => known.get(id) ?? resolveVideoId(library, id));
}

/** The channel of that name on that platform, made when it is new. */
export function upsertChannel(
  library: Library,
  channel: { platform: string; name: string; url?: string | undefined },
): ChannelId {
  const row = library.db
    .insert(channels)
    .values({ id: newId<ChannelId>(), ...channel })
    .onConflictDoUpdate({
      target: [channels.platform, channels.name],
      set: { url: sql`coalesce(excluded.url, url)` },
    })
    .returning({ id: channels.id })
    .get();
  return row.id;
}

/** A snapshot of the same moment is replaced. */
export function addMetricSnapshots(
  library: Library,
  videoId: VideoId,
  snapshots: readonly MetricSnapshot[],
): void {
  library.db.transaction((tx) => {
    for (const snapshot of snapshots) {
      tx.insert(metricSnapshots)
        .values({ ...snapshot, videoId })
        .onConflictDoUpdate({
          target: [metricSnapshots.videoId, metricSnapshots.observedAtMs],
          set: snapshot,
        })
        .run();
    }
  });
}

/** Replaces the products that a video's record names; what was found in the video stays. */
export function setProducts(library: Library, videoId: VideoId, names: readonly string[]): void {
  library.db.transaction((tx) => {
    const ofRecord = and(eq(videoProducts.videoId, videoId), eq(videoProducts.isFound, false));
    tx.delete(videoProducts).where(ofRecord).run();
    addProducts(library, videoId, names);
  });
}

/** Names that the video has already are passed over. */
export function addProducts(library: Library, videoId: VideoId, names: readonly string[]): void {
  library.db.transaction((tx) => {
    for (const name of new Set(names)) {
      tx.insert(products).values({ name }).onConflictDoNothing().run();
      const row = tx.select().from(products).where(eq(products.name, name)).get();
      if (row === undefined) continue;
      tx.insert(videoProducts)
        .values({ videoId, productId: row.id })
        .onConflictDoUpdate({
          target: [videoProducts.videoId, videoProducts.productId],
          set: { isFound: false },
        })
        .run();
    }
  });
}

export interface AttachedMedia {
  role: MediaRole;
  /** Order among files of one role. */
  position?: number;
  contentHash: ContentHash;
  layout?: Record<string, number>;
}

/** Names a stored file's part in a video, replacing what had that role and position. */
export function attachMedia(library: Library, videoId: VideoId, media: AttachedMedia): void {
  const row = { ...media, videoId, position: media.position ?? 0, layout: media.layout ?? null };
  library.db
    .insert(videoMedia)
    .values(row)
    .onConflictDoUpdate({
      target: [videoMedia.videoId, videoMedia.role, videoMedia.position],
      set: { contentHash: row.contentHash, layout: row.layout },
    })
    .run();
}
