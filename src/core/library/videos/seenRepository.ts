import { asc, eq } from 'drizzle-orm';
import type { PictureColour, SeenThing, VideoId, VideoLook } from '../../../contract/index.ts';
import { type Library, seenThings, shots, videoLooks } from '../../db/index.ts';

/** What was measured on a video's pictures; what a model saw of it is left as it is. */
export interface Signals {
  brightness: number;
  motion: number;
  colours: PictureColour[];
}

export function putSignals({ db }: Library, videoId: VideoId, signals: Signals): void {
  const { brightness, motion, colours } = signals;
  db.insert(videoLooks)
    .values({ videoId, brightness, motion, colours, sampledFrames: 0, keptFrames: 0 })
    .onConflictDoUpdate({
      target: videoLooks.videoId,
      set: { brightness, motion, colours },
    })
    .run();
}

/** What a model saw, and on how many frames. */
export interface Sight {
  things: readonly SeenThing[];
  modelVersion: string;
  sampledFrames: number;
  keptFrames: number;
}

/** Puts what a model saw in the place of what one saw before; the signals are there already. */
export function replaceSeen(library: Library, videoId: VideoId, sight: Sight): void {
  const { things, modelVersion, sampledFrames, keptFrames } = sight;
  library.db.transaction((tx) => {
    tx.delete(seenThings).where(eq(seenThings.videoId, videoId)).run();
    for (const [position, { box, ...thing }] of things.entries()) {
      const [left, top, right, bottom] = box;
      tx.insert(seenThings)
        .values({ ...thing, left, top, right, bottom, videoId, position })
        .run();
    }
    tx.update(videoLooks)
      .set({ modelVersion, sampledFrames, keptFrames })
      .where(eq(videoLooks.videoId, videoId))
      .run();
  });
}

/** In the order of their times. */
export function getSeen({ db }: Library, videoId: VideoId): SeenThing[] {
  return db
    .select()
    .from(seenThings)
    .where(eq(seenThings.videoId, videoId))
    .orderBy(asc(seenThings.position))
    .all()
    .map(({ kind, startMs, endMs, confidence, atMs, left, top, right, bottom }) => ({
      ...{ kind, startMs, endMs, confidence, atMs },
      box: [left, top, right, bottom],
    }));
}

/** Undefined for a video whose pictures were not measured. */
export function getLook({ db }: Library, videoId: VideoId): VideoLook | undefined {
  const row = db.select().from(videoLooks).where(eq(videoLooks.videoId, videoId)).get();
  if (row === undefined) return undefined;
  const spans = db.select().from(shots).where(eq(shots.videoId, videoId)).all();
  const lengthMs = spans.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  const { brightness, motion, colours, modelVersion, sampledFrames, keptFrames } = row;
  return {
    ...{ brightness, motion, colours, sampledFrames, keptFrames },
    shots: spans.length,
    ...(spans.length > 0 && { shotMs: Math.round(lengthMs / spans.length) }),
    isSeen: modelVersion !== null,
  };
}

export interface Unseen {
  videoId: VideoId;
  durationMs: number;
  rotationDegrees: number;
  width: number;
  height: number;
}

/** Complete videos with pictures and a file at which this model has not looked. */
const unseen = `FROM videos v LEFT JOIN video_looks l ON l.video_id = v.id
  WHERE +v.storage <> 'none' AND +v.ingest_state = 'complete' AND v.width > 0
    AND (l.model_version IS NULL OR l.model_version <> ?)`;

export function countUnseen({ db }: Library, modelVersion: string): number {
  const sql = `SELECT count(*) ${unseen}`;
  return db.$client.prepare<[string], number>(sql).pluck().get(modelVersion) ?? 0;
}

const unseenColumns = `v.id AS videoId, v.duration_ms AS durationMs,
  v.rotation_degrees AS rotationDegrees, v.width, v.height`;

/** The next of them by their id. */
export function nextUnseen(
  { db }: Library,
  modelVersion: string,
  after: string,
): Unseen | undefined {
  return db.$client
    .prepare<[string, string], Unseen>(
      `SELECT ${unseenColumns} ${unseen} AND v.id > ? ORDER BY v.id LIMIT 1`,
    )
    .get(modelVersion, after);
}

/** A video as {@link nextUnseen} gives it, seen or not; undefined where there is nothing to look at. */
export function lookable({ db }: Library, videoId: VideoId): Unseen | undefined {
  return db.$client
    .prepare<[VideoId], Unseen>(
      `SELECT ${unseenColumns} FROM videos v
       WHERE v.id = ? AND v.storage <> 'none' AND v.width > 0`,
    )
    .get(videoId);
}
