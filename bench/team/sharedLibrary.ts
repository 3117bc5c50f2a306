import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentHashSchema } from '../../src/contract/index.ts';
import { systemClock } from '../../src/core/base/index.ts';
import { type Library, openLibrary } from '../../src/core/db/index.ts';
import {
  addVectors,
  chunksWithoutVector,
  createSpace,
  insertVideo,
  replaceChunks,
} from '../../src/core/library/index.ts';
import { dimensions, SyntheticText } from '../search/syntheticText.ts';

const chunksEach = 100;
const batch = 2_000;

/** A library whose share is chunks with vectors, and little else. */
export async function makeSharedLibrary(
  chunkCount: number,
): Promise<{ library: Library; remove(): void }> {
  const text = new SyntheticText(11);
  const directory = mkdtempSync(join(tmpdir(), 'trendroom-bench-'));
  const library = openLibrary({ directory, clock: systemClock });
  for (let number = 0; number < chunkCount / chunksEach; number++) {
    const videoId = insertVideo(library, {
      ...{ title: text.sentence(6).join(' '), originalName: 'a.mp4', originalPath: '/a.mp4' },
      ...{ contentHash: contentHashSchema.parse(number.toString(16).padStart(64, '0')) },
      ...{ storage: 'copy', sizeBytes: 1, durationMs: chunksEach * 9_000 },
    });
    const chunks = Array.from({ length: chunksEach }, (_, i) => ({
      ...{ kind: 'speech' as const, startMs: i * 9_000, endMs: i * 9_000 + 8_900 },
      text: text.sentence(30).join(' '),
    }));
    replaceChunks(library, videoId, chunks);
    // Between turns what SQLite's statements hold is freed.
    await new Promise(setImmediate);
  }
  const version = 'b'.repeat(64);
  const space = {
    modelId: 'synthetic',
    modelVersion: version,
    dimensions,
    state: 'active',
  } as const;
  const { id: spaceId } = createSpace(library, space);
  for (let afterId = 0; ; ) {
    const open = chunksWithoutVector(library, { spaceId, afterId, limit: batch });
    if (open.length === 0) break;
    const rows = open.map(({ id, text: of }) => ({ chunkId: id, vector: text.vectorOf(of) }));
    addVectors(library, spaceId, rows);
    afterId = open.at(-1)?.id ?? afterId;
    await new Promise(setImmediate);
  }
  return {
    library,
    remove: () => {
      library.close();
      rmSync(directory, { recursive: true });
    },
  };
}
