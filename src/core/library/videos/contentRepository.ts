import { asc, eq } from 'drizzle-orm';
import {
  type ContentHash,
  type OnScreenTextDto,
  onScreenTextSchema,
  type VideoId,
} from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { hooks, keyframes, onScreenTexts, shots } from '../../db/index.ts';

export interface ShotRow {
  startMs: number;
  endMs: number;
  keyframe?: { atMs: number; contentHash: ContentHash };
}

/** Every `replace…` writes a stage's whole result in one transaction, so that it may run again. */
export function replaceShots(library: Library, videoId: VideoId, rows: readonly ShotRow[]): void {
  library.db.transaction((tx) => {
    tx.delete(keyframes).where(eq(keyframes.videoId, videoId)).run();
    tx.delete(shots).where(eq(shots.videoId, videoId)).run();
    for (const [position, { startMs, endMs, keyframe }] of rows.entries()) {
      tx.insert(shots).values({ videoId, position, startMs, endMs }).run();
      if (keyframe !== undefined) {
        tx.insert(keyframes)
          .values({ videoId, shotPosition: position, ...keyframe })
          .run();
      }
    }
  });
}

export function replaceOnScreenTexts(
  library: Library,
  videoId: VideoId,
  rows: readonly OnScreenTextDto[],
): void {
  library.db.transaction((tx) => {
    tx.delete(onScreenTexts).where(eq(onScreenTexts.videoId, videoId)).run();
    for (const [position, row] of rows.entries()) {
      tx.insert(onScreenTexts)
        .values({ ...row, videoId, position })
        .run();
    }
  });
}

export function getOnScreenTexts(library: Library, videoId: VideoId): OnScreenTextDto[] {
  return library.db
    .select({
      startMs: onScreenTexts.startMs,
      endMs: onScreenTexts.endMs,
      text: onScreenTexts.text,
      confidence: onScreenTexts.confidence,
      kind: onScreenTexts.kind,
      words: onScreenTexts.words,
    })
    .from(onScreenTexts)
    .where(eq(onScreenTexts.videoId, videoId))
    .orderBy(asc(onScreenTexts.position))
    .all()
    .map(({ words, ...text }) => ({
      ...text,
      // Without times of its words a text is still worth showing.
      ...(words !== null && { words: onScreenTextSchema.shape.words.safeParse(words).data }),
    }));
}

/** What is said and shown in the first three seconds. */
export function setHook(
  library: Library,
  videoId: VideoId,
  hook: { said: string; shown: string },
): void {
  library.db
    .insert(hooks)
    .values({ videoId, ...hook })
    .onConflictDoUpdate({ target: hooks.videoId, set: hook })
    .run();
}
