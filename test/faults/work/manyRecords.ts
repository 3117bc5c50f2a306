import type { ContentHash } from '../../../src/contract/index.ts';
import { systemClock } from '../../../src/core/base/index.ts';
import {
  addVectors,
  chunksWithoutVector,
  createCollection,
  createSpace,
  insertVideo,
  replaceChunks,
  replaceTranscript,
  setSettings,
} from '../../../src/core/library/index.ts';
import { topicEmbedder, topicVersion } from '../../../src/core/search/testing/searchLibrary.ts';
import { withLibrary } from '../operations/openWork.ts';

const videos = 300;
const collections = 20;
const subjects = ['holiday at the beach', 'chop an onion', 'save money', 'sleep without a phone'];

/** A library of some hundred records, most of them text with vectors. */
export async function makeManyRecords(folder: string): Promise<void> {
  await withLibrary(folder, async (library) => {
    const ids = [];
    for (let number = 0; number < videos; number++) {
      const id = insertVideo(library, {
        contentHash: number.toString(16).padStart(64, '0') as ContentHash,
        title: `video ${number}`,
        description: `What video ${number} is about, in words. `.repeat(4),
        ...{ originalName: `${number}.mp4`, originalPath: `/${number}.mp4` },
        ...{ storage: 'reference', sizeBytes: 1, durationMs: 60_000 },
      });
      ids.push(id);
      const segments = Array.from({ length: 4 }, (_, part) => {
        const startMs = part * 5_000;
        const text = `${subjects[(number + part) % subjects.length]}, part ${part} of ${number}`;
        return { startMs, endMs: startMs + 4_000, text, words: [] };
      });
      replaceTranscript(library, id, { segments, source: 'whisper' });
      replaceChunks(
        library,
        id,
        segments.map(({ startMs, endMs, text }) => ({ kind: 'speech', startMs, endMs, text })),
      );
    }
    const space = createSpace(library, {
      ...{ modelId: 'topics', modelVersion: topicVersion, dimensions: 5, state: 'active' },
    });
    const open = chunksWithoutVector(library, { spaceId: space.id, afterId: 0, limit: 10_000 });
    const vectors = await topicEmbedder().embed(open.map(({ text }) => text));
    const rows = open.map(({ id }, at) => ({
      chunkId: id,
      vector: vectors[at] ?? new Float32Array(),
    }));
    addVectors(library, space.id, rows);
    for (let number = 0; number < collections; number++) {
      const videoIds = ids.slice(number, number + 5);
      await createCollection(library, { name: `collection ${number}`, note: 'a note', videoIds });
    }
    setSettings(library, { theme: 'dark' });
    library.db.$client.exec(
      `INSERT INTO jobs (id, kind, label, state, payload, created_at_ms, finished_at_ms)
       SELECT 'job' || id, 'verify', title, 'done', '{}', ${systemClock.nowMs()}, 1 FROM videos`,
    );
  });
}
