import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ContentHash,
  modelIdSchema,
  type SegmentDto,
  type VideoId,
} from '../../../contract/index.ts';
import { AppError, systemClock } from '../../base/index.ts';
import { type Library, openLibrary } from '../../db/index.ts';
import { copyTemplateDatabase } from '../../db/testing/templateDatabase.ts';
import type { Embedder } from '../../inference/index.ts';
import {
  activeSpace,
  addVectors,
  chunksWithoutVector,
  createSpace,
  insertVideo,
  type NewChunk,
  type NewVideo,
  replaceChunks,
  replaceTranscript,
} from '../../library/index.ts';

export interface TestLibrary {
  library: Library;
  /** Adds a video with its transcript and chunks. */
  add(video: Partial<NewVideo> & { chunks?: NewChunk[]; segments?: SegmentDto[] }): VideoId;
  /** Gives every chunk a vector by {@link topicEmbedder}. */
  embed(): Promise<void>;
  close(): void;
}

/** A library in a temporary folder, for tests. */
export function openTestLibrary(): TestLibrary {
  const directory = mkdtempSync(join(tmpdir(), 'trendroom-search-'));
  copyTemplateDatabase(directory);
  const library = openLibrary({ directory, clock: systemClock });
  let count = 0;
  return {
    library,
    add: ({ chunks = [], segments = [], ...video }) => {
      count++;
      const id = insertVideo(library, {
        contentHash: count.toString(16).padStart(64, '0') as ContentHash,
        title: `video ${count}`,
        originalName: `${count}.mp4`,
        originalPath: `/${count}.mp4`,
        storage: 'copy',
        sizeBytes: 1,
        durationMs: 60_000,
        ...video,
      });
      if (segments.length > 0) replaceTranscript(library, id, { segments, source: 'whisper' });
      replaceChunks(library, id, chunks);
      return id;
    },
    embed: async () => {
      const space =
        activeSpace(library) ??
        createSpace(library, {
          modelId: 'topics',
          modelVersion: topicVersion,
          dimensions: topics.length,
          state: 'active',
        });
      const open = chunksWithoutVector(library, { spaceId: space.id, afterId: 0, limit: 10_000 });
      const vectors = await topicEmbedder().embed(open.map(({ text }) => text));
      const rows = open.map(({ id }, index) => ({
        chunkId: id,
        vector: vectors[index] ?? new Float32Array(),
      }));
      addVectors(library, space.id, rows);
    },
    close: () => {
      library.close();
      rmSync(directory, { recursive: true });
    },
  };
}

/** A chunk of speech, unless told otherwise. */
export function chunk(text: string, change: Partial<NewChunk> = {}): NewChunk {
  return { kind: 'speech', startMs: 0, endMs: 8_000, text, ...change };
}

export const topicVersion = 'a'.repeat(64);

/** The last direction is of everything else, so that nonsense is near nothing. */
const topics: readonly (readonly string[])[] = [
  ['holiday', 'vacation', 'beach', 'trip'],
  ['onion', 'vegetable', 'chop', 'cry'],
  ['money', 'save', 'dollars', 'budget'],
  ['sleep', 'phone', 'night', 'bed'],
  [],
];

/**
 * Not a model: a deterministic stand-in whose vectors count words of four topics, so that tests
 * of ranking and filters need no weights. What a real model finds is in `*.models.test.ts`.
 */
export function topicEmbedder(
  options: { version?: string; fails?: () => AppError | undefined; onEmbed?: () => void } = {},
): Embedder & { readonly texts: string[] } {
  const { version = topicVersion } = options;
  const texts: string[] = [];
  return {
    texts,
    model: async () => ({
      id: modelIdSchema.parse('topics'),
      name: 'Topics',
      task: 'embed',
      path: '/topics',
      version,
      contextTokens: 512,
      base: false,
      starter: true,
    }),
    embed: async (wanted, control = {}) => {
      control.signal?.throwIfAborted();
      const failure = options.fails?.();
      if (failure !== undefined) throw failure;
      if (control.version !== undefined && control.version !== version) {
        throw new AppError('model.missing', 'another version');
      }
      texts.push(...wanted);
      options.onEmbed?.();
      return wanted.map(vectorOf);
    },
  };
}

function vectorOf(text: string): Float32Array {
  const counts: number[] = topics.map(
    (words) => words.filter((word) => text.toLowerCase().includes(word)).length,
  );
  if (Math.max(...counts) === 0) counts[topics.length - 1] = 1;
  const length = Math.hypot(...counts);
  return Float32Array.from(counts, (count) => count / length);
}
