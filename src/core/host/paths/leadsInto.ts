import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { hasSystemCode } from '../../base/index.ts';

/** A file or folder that is allowed with all that is below it. */
export interface PathRoot {
  /** As it was named; absolute. */
  path: string;
  /** Where it was when it was allowed, links followed. */
  realPath: string;
}

/**
 * True for an absolute path that lies in one of the roots, and still does when its links are
 * followed. Of a path that is not there yet, the nearest folder that is there decides. What its
 * text puts outside is not looked at: nothing tells whether it exists, and no share of a network is
 * asked for it.
 */
export async function leadsInto(roots: readonly PathRoot[], path: string): Promise<boolean> {
  const named = roots.filter((root) => isWithin(root.path, path) || isWithin(root.realPath, path));
  if (named.length === 0) return false;
  const target = await realTarget(path);
  return target !== undefined && named.some(({ realPath }) => isWithin(realPath, target));
}

/**
 * Where a path leads, links followed, with what is not there yet as it was named. Undefined when a
 * link on the way leads nowhere, or cannot be followed: what it would come to is not known.
 */
export async function realTarget(path: string): Promise<string | undefined> {
  const missing: string[] = [];
  for (let at = path; ; at = dirname(at)) {
    try {
      return join(await realpath(at), ...missing);
    } catch (error) {
      if (!hasSystemCode(error, 'ENOENT', 'ENOTDIR', 'ENAMETOOLONG')) return undefined;
    }
    // It is there all the same: a link to something that is not.
    if ((await lstat(at).catch(() => undefined)) !== undefined || at === dirname(at)) {
      return undefined;
    }
    missing.unshift(basename(at));
  }
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
