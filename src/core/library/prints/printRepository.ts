import type { VideoId } from '../../../contract/index.ts';
import { type Library, videoPrints } from '../../db/index.ts';

/** A change to how prints are made changes this; older ones are then made anew. */
const version = 1;

export interface Prints {
  /** As `packFrames` has it; empty where every picture is flat. */
  frames: Uint8Array;
  /** As `packSound` has it; empty where it is silent. */
  sound: Uint8Array;
}

/** Stores what was made of the prints of a video; the other part is left as it is. */
export function putPrints(library: Library, videoId: VideoId, prints: Partial<Prints>): void {
  const told = {
    version,
    ...(prints.frames !== undefined && { frames: Buffer.from(prints.frames) }),
    ...(prints.sound !== undefined && { sound: Buffer.from(prints.sound) }),
  };
  library.db
    .insert(videoPrints)
    .values({ videoId, ...told })
    .onConflictDoUpdate({ target: videoPrints.videoId, set: told })
    .run();
}

export interface WithoutPrints {
  videoId: VideoId;
  durationMs: number;
  rotationDegrees: number;
}

/** Complete videos with a file that have no prints of this version; no index but that of the id pays. */
const without = `FROM videos v LEFT JOIN video_prints p ON p.video_id = v.id AND p.version = ${version}
  WHERE +v.storage <> 'none' AND +v.ingest_state = 'complete'
    AND (p.video_id IS NULL OR (p.frames IS NULL AND p.sound IS NULL))`;

export function countWithoutPrints({ db }: Library): number {
  return db.$client.prepare<[], number>(`SELECT count(*) ${without}`).pluck().get() ?? 0;
}

/** The next of them by their id. */
export function nextWithoutPrints({ db }: Library, after: string): WithoutPrints | undefined {
  return db.$client
    .prepare<[string], WithoutPrints>(
      `SELECT v.id AS videoId, v.duration_ms AS durationMs, v.rotation_degrees AS rotationDegrees
       ${without} AND v.id > ? ORDER BY v.id LIMIT 1`,
    )
    .get(after);
}
