import { asc, eq, sql } from 'drizzle-orm';
import type { ContentHash, SegmentDto, TextSource, VideoId } from '../../shared/index.ts';
import type { Library } from './openLibrary.ts';
import {
  hooks,
  keyframes,
  onScreenTexts,
  shots,
  transcriptSegments,
  transcriptWords,
  videos,
} from './schema/index.ts';

export interface ShotRow {
  startMs: number;
  endMs: number;
  keyframe?: { atMs: number; contentHash: ContentHash };
}

export interface Transcript {
  segments: readonly SegmentDto[];
  source: TextSource;
  /** Name and version of the model that heard it; none for captions. */
  model?: string | undefined;
  language?: string | undefined;
}

export interface OnScreenText {
  startMs: number;
  endMs: number;
  text: string;
  confidence: number;
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

/** The video's language is set when the transcript knows it. */
export function replaceTranscript(
  library: Library,
  videoId: VideoId,
  transcript: Transcript | undefined,
): void {
  library.db.transaction((tx) => {
    tx.delete(transcriptWords).where(eq(transcriptWords.videoId, videoId)).run();
    tx.delete(transcriptSegments).where(eq(transcriptSegments.videoId, videoId)).run();
    // Compiled once: an hour has ten thousand words.
    const addWord = tx
      .insert(transcriptWords)
      .values({
        videoId,
        segmentPosition: sql.placeholder('segmentPosition'),
        position: sql.placeholder('position'),
        startMs: sql.placeholder('startMs'),
        endMs: sql.placeholder('endMs'),
        text: sql.placeholder('text'),
      })
      .prepare();
    for (const [segmentPosition, segment] of (transcript?.segments ?? []).entries()) {
      const { words, ...row } = segment;
      tx.insert(transcriptSegments)
        .values({ ...row, videoId, position: segmentPosition })
        .run();
      for (const [position, word] of words.entries()) {
        addWord.run({ ...word, segmentPosition, position });
      }
    }
    tx.update(videos)
      .set({
        transcriptSource: transcript?.source ?? null,
        transcriptModel: transcript?.model ?? null,
        ...(transcript?.language === undefined ? {} : { language: transcript.language }),
      })
      .where(eq(videos.id, videoId))
      .run();
  });
}

export function getTranscript(library: Library, videoId: VideoId): SegmentDto[] {
  const words = library.db
    .select()
    .from(transcriptWords)
    .where(eq(transcriptWords.videoId, videoId))
    .orderBy(asc(transcriptWords.segmentPosition), asc(transcriptWords.position))
    .all();
  const wordsOf = Map.groupBy(words, (word) => word.segmentPosition);
  return library.db
    .select()
    .from(transcriptSegments)
    .where(eq(transcriptSegments.videoId, videoId))
    .orderBy(asc(transcriptSegments.position))
    .all()
    .map(({ position, startMs, endMs, text }) => ({
      startMs,
      endMs,
      text,
      words: (wordsOf.get(position) ?? []).map((word) => ({
        text: word.text,
        startMs: word.startMs,
        endMs: word.endMs,
      })),
    }));
}

export function replaceOnScreenTexts(
  library: Library,
  videoId: VideoId,
  rows: readonly OnScreenText[],
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

export function getOnScreenTexts(library: Library, videoId: VideoId): OnScreenText[] {
  return library.db
    .select({
      startMs: onScreenTexts.startMs,
      endMs: onScreenTexts.endMs,
      text: onScreenTexts.text,
      confidence: onScreenTexts.confidence,
    })
    .from(onScreenTexts)
    .where(eq(onScreenTexts.videoId, videoId))
    .orderBy(asc(onScreenTexts.position))
    .all();
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
