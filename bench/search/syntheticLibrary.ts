import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentHashSchema, type SegmentDto } from '../../src/contract/index.ts';
import { systemClock } from '../../src/core/base/index.ts';
import { type Library, openLibrary } from '../../src/core/db/index.ts';
import {
  addMetricSnapshots,
  addVectors,
  chunksWithoutVector,
  createSpace,
  insertVideo,
  type NewChunk,
  replaceChunks,
  replaceTranscript,
} from '../../src/core/library/index.ts';
import { dimensions, type SyntheticText } from './syntheticText.ts';

export const modelVersion = 'b'.repeat(64);

const segmentsEach = 3;

export interface SyntheticOptions {
  /** Of each video. */
  chunksEach?: number;
  /** Version of the model that the vectors say they are of. */
  version?: string;
}

/** A library of spoken chunks with word times, snapshots and vectors, in a temporary folder. */
export function makeSyntheticLibrary(
  chunkCount: number,
  text: SyntheticText,
  { chunksEach = 10, version = modelVersion }: SyntheticOptions = {},
): { library: Library; remove(): void } {
  const directory = mkdtempSync(join(tmpdir(), 'trendroom-bench-'));
  const library = openLibrary({ directory, clock: systemClock });
  library.db.transaction(() => {
    for (let i = 0; i < chunkCount / chunksEach; i++) addVideo(library, i, { text, chunksEach });
    const { id: spaceId } = createSpace(library, {
      modelId: 'synthetic',
      modelVersion: version,
      dimensions,
      state: 'active',
    });
    const open = chunksWithoutVector(library, { spaceId, afterId: 0, limit: chunkCount });
    const rows = open.map((chunk) => ({ chunkId: chunk.id, vector: text.vectorOf(chunk.text) }));
    addVectors(library, spaceId, rows);
  });
  return {
    library,
    remove: () => {
      library.close();
      rmSync(directory, { recursive: true });
    },
  };
}

function addVideo(
  library: Library,
  number: number,
  { text, chunksEach }: { text: SyntheticText; chunksEach: number },
): void {
  const videoId = insertVideo(library, {
    contentHash: contentHashSchema.parse(number.toString(16).padStart(64, '0')),
    title: text.sentence(6).join(' '),
    originalName: `${number}.mp4`,
    originalPath: `/${number}.mp4`,
    storage: 'copy',
    sizeBytes: 1,
    durationMs: chunksEach * 9_000,
    platform: number % 3 === 0 ? 'TikTok' : 'YouTube',
    publishedAtMs: number * 1_000,
    language: 'en',
  });
  addMetricSnapshots(library, videoId, [{ observedAtMs: 1, views: number * 100 }]);
  const segments: SegmentDto[] = [];
  const chunks: NewChunk[] = [];
  for (let i = 0; i < chunksEach; i++) {
    const own = Array.from({ length: segmentsEach }, (_, part) =>
      segmentOf(text.sentence(10), i * 9_000 + part * 3_000),
    );
    segments.push(...own);
    chunks.push({
      kind: 'speech',
      startMs: i * 9_000,
      endMs: i * 9_000 + 8_900,
      text: own.map((segment) => segment.text).join(' '),
    });
  }
  replaceTranscript(library, videoId, { segments, source: 'whisper' });
  replaceChunks(library, videoId, chunks);
}

function segmentOf(texts: readonly string[], startMs: number): SegmentDto {
  const words = texts.map((word, i) => ({
    text: word,
    startMs: startMs + i * 290,
    endMs: startMs + i * 290 + 280,
  }));
  return { startMs, endMs: startMs + 2_890, text: texts.join(' '), words };
}
