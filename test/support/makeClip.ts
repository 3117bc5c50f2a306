import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rename, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClipOptions } from './encodeClip.ts';

export { blue, green, grey, red } from './colours.ts';
export type { ClipOptions, Scene } from './encodeClip.ts';

const cache = fileURLToPath(
  new URL('../../node_modules/.cache/trendroom-tests/clips', import.meta.url),
);

/**
 * Writes a small clip whose every property is known. Each clip is encoded once and copied from
 * then on: FFmpeg is not even loaded for a clip that an earlier test or run has made.
 */
export async function makeClip(options: ClipOptions): Promise<void> {
  const file = join(cache, `${await clipHash(options)}${extname(options.path)}`);
  if (!(await isFile(file))) {
    await mkdir(cache, { recursive: true });
    const { encodeClip } = await import('./encodeClip.ts');
    const partial = join(cache, `${process.pid}-${performance.now()}${extname(options.path)}`);
    await encodeClip({ ...options, path: partial });
    await rename(partial, file);
  }
  await copyFile(file, options.path);
}

/** A clip is the work of its options, of its subtitles, of the code and the library that encode it. */
async function clipHash({ path: _path, subtitles, ...options }: ClipOptions): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(options));
  if (subtitles !== undefined) hash.update(await readFile(subtitles));
  for (const source of ['encodeClip.ts', 'turnMp4.ts', '../../node_modules/node-av/package.json']) {
    hash.update(await readFile(new URL(source, import.meta.url)));
  }
  return hash.digest('hex').slice(0, 24);
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
