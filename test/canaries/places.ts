import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { hasSystemCode } from '../../src/core/base/index.ts';
import type { Place } from './canary.ts';

/** Every file below a folder with its bytes, and every name; of links, where they lead. */
export async function filesBelow(folder: string, name: string): Promise<Place[]> {
  const places: Place[] = [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const place = `${name}${path.slice(folder.length)}`;
    places.push({ place: `name of ${place}`, bytes: Buffer.from(place) });
    const bytes = await bytesOf(path, entry);
    if (bytes !== undefined) places.push({ place, bytes });
  }
  return places;
}

/** Undefined for folders, and for files that a running program has removed meanwhile. */
async function bytesOf(
  path: string,
  entry: { isFile(): boolean; isSymbolicLink(): boolean },
): Promise<Uint8Array | undefined> {
  try {
    if (entry.isSymbolicLink()) return Buffer.from(await readlink(path));
    return entry.isFile() ? await readFile(path) : undefined;
  } catch (error) {
    if (hasSystemCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
