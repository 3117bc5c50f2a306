import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VideoId } from '../../../src/contract/index.ts';
import {
  addBytes,
  addFile,
  attachMedia,
  hashFile,
  insertVideo,
  replaceShots,
} from '../../../src/core/library/index.ts';
import { blue, makeClip, red } from '../../support/makeClip.ts';
import type { Device } from './device.ts';

const durationMs = 4_000;

/** A clip of four seconds with two shots and a tone, as an ingest would have left it. */
export async function addClip({ library, folder, media }: Device, name: string): Promise<VideoId> {
  const path = join(folder, `${name}.mp4`);
  const [width, height] = [160, 120];
  await makeClip({
    ...{ path, width, height, frameRate: 10 },
    scenes: [red, blue].map((yuv) => ({ yuv, frames: 20 })),
    // Another name, another sound: the library knows a file by its bytes.
    sound: { toneMs: [[0, 100 + name.length * 50]], durationMs },
  });
  const expected = await hashFile(path);
  await addFile(library, path, { storage: 'copy', expected });
  const id = insertVideo(library, {
    ...{ ...expected, title: name, originalName: name, originalPath: path, storage: 'copy' },
    ...{ durationMs, width, height, audioCodec: 'aac' },
  });
  attachMedia(library, id, { role: 'original', contentHash: expected.contentHash });
  const frames = join(folder, `${name}-frames`);
  await mkdir(frames);
  const input = { path, durationMs, rotationDegrees: 0, width, height, folder: frames };
  const { signal } = new AbortController();
  const { shots } = await media.call('frames', input, { signal });
  const rows = shots.map(async ({ startMs, endMs, keyframe: { path: picture, atMs } }) => {
    const contentHash = await addBytes(library, await readFile(picture), '.jpg');
    return { startMs, endMs, keyframe: { atMs, contentHash } };
  });
  replaceShots(library, id, await Promise.all(rows));
  return id;
}
