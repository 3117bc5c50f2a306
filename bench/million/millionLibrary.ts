import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../src/core/base/index.ts';
import { type Library, openLibrary } from '../../src/core/db/index.ts';
import { bytesOf, createSpace, tableOf } from '../../src/core/library/index.ts';
import { dimensions, type SyntheticText } from '../search/syntheticText.ts';

export const modelVersion = 'b'.repeat(64);
const videoCount = 20_000;
const chunksEach = 50;
/** Cosine of two chunks of one video: what a video is about is in all that it says. */
const withinCosine = 0.64;

/** Kept between runs: it takes minutes to make, and three gigabytes. */
const folder = join(import.meta.dirname, '../../node_modules/.cache/bench-million');
const complete = join(folder, 'complete');

/** A library of a million chunks in 20,000 videos, their vectors clustered by video. */
export function openMillionLibrary(text: SyntheticText, say: (line: string) => void): Library {
  if (existsSync(complete)) return openLibrary({ directory: folder, clock: systemClock });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const library = openLibrary({ directory: folder, clock: systemClock });
  const { $client } = library.db;
  $client.pragma('synchronous = off');
  $client.pragma('cache_size = -262144');
  const { id: spaceId } = createSpace(library, {
    ...{ modelId: 'synthetic', modelVersion, dimensions, state: 'active' },
  });
  const insertVideo = $client.prepare(
    `INSERT INTO videos (id, content_hash, title, platform, original_name, original_path, storage,
       size_bytes, duration_ms, language, published_at_ms, ingest_state, created_at_ms)
     VALUES (?, ?, ?, ?, '', '', 'none', 0, ?, 'en', ?, 'complete', ?)`,
  );
  const insertChunk = $client.prepare(
    'INSERT INTO chunks (id, video_id, kind, start_ms, end_ms, text) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const stamp = $client.prepare('INSERT INTO embeddings VALUES (?, ?, 0)');
  const insertVector = $client.prepare(`INSERT INTO ${tableOf(spaceId)} VALUES (?, ?)`);
  const direction = (): Float32Array => text.direction();
  for (let from = 0; from < videoCount; from += 200) {
    library.db.transaction(() => {
      for (let video = from; video < from + 200; video++) {
        const id = `00000000-0000-7000-8000-${video.toString(16).padStart(12, '0')}`;
        insertVideo.run(
          ...[id, video.toString(16).padStart(64, '0'), text.sentence(6).join(' ')],
          ...[video % 3 === 0 ? 'TikTok' : 'YouTube', chunksEach * 5_000, video * 1_000, video],
        );
        const centre = direction();
        for (let part = 0; part < chunksEach; part++) {
          const chunkId = BigInt(video * chunksEach + part + 1);
          const kind = part % 10 === 0 ? 'screen' : 'speech';
          const words = text.sentence(14).join(' ');
          insertChunk.run(chunkId, id, kind, part * 5_000, part * 5_000 + 4_900, words);
          stamp.run(chunkId, spaceId);
          insertVector.run(chunkId, bytesOf(near(centre, direction())));
        }
      }
    });
    if (from % 2_000 === 0) say(`${from} of ${videoCount} videos written`);
  }
  $client.pragma('synchronous = normal');
  writeFileSync(complete, '');
  return library;
}

/** A vector about a centre: two of them have the cosine {@link withinCosine}. */
export function near(centre: Float32Array, noise: Float32Array): Float32Array {
  const [own, other] = [Math.sqrt(withinCosine), Math.sqrt(1 - withinCosine)];
  const vector = centre.map((value, at) => own * value + other * (noise[at] ?? 0));
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
