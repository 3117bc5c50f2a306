import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A file that could be a model. */
export interface ModelFileFound {
  path: string;
  /** What to call it when the file says nothing. */
  name: string;
  /** What the program calls it. */
  label?: string;
}

const maxDepth = 8;
const maxEntries = 50_000;

export interface Walk {
  files: ModelFileFound[];
  /** True: the folder has more than was looked at. */
  truncated: boolean;
}

/**
 * The GGUF files of a folder and of those below it, links followed. Folders below that cannot be
 * read are passed over. Throws the system's errors of the folder itself.
 */
export async function walkFolder(root: string, signal: AbortSignal | undefined): Promise<Walk> {
  const files: ModelFileFound[] = [];
  const seen = new Set([await realpath(root)]);
  const open = [{ folder: root, depth: 0 }];
  let entryCount = 0;
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { folder, depth } = next;
    signal?.throwIfAborted();
    const names = await readdir(folder).catch((error: unknown) => {
      if (depth === 0) throw error;
      return [];
    });
    for (const name of names.sort()) {
      entryCount++;
      if (entryCount > maxEntries) return { files, truncated: true };
      const path = join(folder, name);
      const found = await stat(path).catch(() => undefined);
      if (found?.isFile() === true && /\.gguf$/i.test(name))
        files.push({ path, name: nameOf(path) });
      if (found?.isDirectory() !== true || depth >= maxDepth) continue;
      const real = await realpath(path).catch(() => undefined);
      // Links may lead back.
      if (real === undefined || seen.has(real)) continue;
      seen.add(real);
      open.push({ folder: path, depth: depth + 1 });
    }
  }
  return { files, truncated: false };
}

/** Jan calls all its files `model.gguf` and the folder after the model. */
function nameOf(path: string): string {
  const name = basename(path);
  return name.toLowerCase() === 'model.gguf' ? basename(dirname(path)) : name;
}
