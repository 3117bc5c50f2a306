import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError, toAppError } from '../base/index.ts';

/** What a folder is searched for; a file that is named outright is always tried. */
const mediaExtensions = new Set(
  (
    '.mp4 .m4v .mov .webm .mkv .avi .mpg .mpeg .ts .m2ts .mts .3gp .flv .wmv .ogv ' +
    '.mp3 .m4a .aac .wav .flac .ogg .oga .opus .wma'
  ).split(' '),
);

/** Then others get their turn. */
const entriesAtOnce = 500;

export interface ExpandOptions {
  /** Whether a link to a file that is found in a folder is followed; all are when left out. */
  isLinkAllowed?: ((path: string) => Promise<boolean>) | undefined;
  signal?: AbortSignal | undefined;
}

export type ExpandedPath = { path: string } | { path: string; error: AppError };

/**
 * Files and folders as files: absolute, each once, folders with all below them in the order of
 * their names. Symbolic links to folders are not followed, so that a loop ends. A path that
 * cannot be read is an item with its error; the rest goes on.
 */
export async function expandPaths(
  paths: readonly string[],
  options: ExpandOptions = {},
): Promise<ExpandedPath[]> {
  const found = new Map<string, ExpandedPath>();
  for (const path of paths.map((path) => resolve(path))) {
    try {
      if ((await stat(path)).isDirectory()) {
        const before = found.size;
        await addFolder(path, found, options);
        if (found.size === before) {
          found.set(path, { path, error: new AppError('input.notMedia', noMedia(path)) });
        }
      } else {
        found.set(path, { path });
      }
    } catch (error) {
      found.set(path, { path, error: toAppError(error) });
    }
  }
  return [...found.values()];
}

async function addFolder(
  folder: string,
  found: Map<string, ExpandedPath>,
  options: ExpandOptions,
): Promise<void> {
  const { isLinkAllowed, signal } = options;
  signal?.throwIfAborted();
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    found.set(folder, { path: folder, error: toAppError(error) });
    return;
  }
  const sorted = entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const [index, entry] of sorted.entries()) {
    if (index % entriesAtOnce === entriesAtOnce - 1) await nextTurn();
    const { name } = entry;
    if (name.startsWith('.')) continue;
    const path = join(folder, name);
    if (entry.isDirectory()) await addFolder(path, found, options);
    if (entry.isDirectory() || !mediaExtensions.has(extname(name).toLowerCase())) continue;
    const isRefused = entry.isSymbolicLink() && (await isLinkAllowed?.(path)) === false;
    found.set(path, isRefused ? { path, error: leadsOut(path) } : { path });
  }
}

function leadsOut(path: string): AppError {
  return new AppError('path.notAllowed', `${path} is a link that leads out of the folder.`);
}

function noMedia(folder: string): string {
  return `No video or audio files in ${folder}.`;
}
