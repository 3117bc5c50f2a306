import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

/** Fixed by extension: nothing is guessed from content. */
const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

export interface PageFile {
  bytes: Uint8Array<ArrayBuffer>;
  contentType: string;
  /** True when the name carries a hash of the content: such a file never changes. */
  immutable: boolean;
}

/** Finds the file for a URL's path; `undefined` is a 404. */
export type PageFiles = (pathname: string) => PageFile | undefined;

/** The folder is read at most so often: anyone may ask for names that are not there. */
const minRelistMs = 1_000;

/**
 * The built page of a folder. Only a path of the list of its files is answered, so that no
 * spelling of a path leads out of it; the list is made again for a name that is not in it, because
 * the page may be built anew while it is served. A path without an extension is a place inside
 * the page (`/videos/123`) and answers with `index.html`.
 */
export function createPageFiles(folder: string): PageFiles {
  let files = listFiles(folder);
  let relistedAtMs = Number.NEGATIVE_INFINITY;
  const read = (path: string): PageFile | undefined => {
    const file = files.get(path);
    if (file === undefined) return undefined;
    return {
      bytes: readFileSync(file),
      contentType: contentTypes[extname(file)] ?? 'application/octet-stream',
      immutable: path.startsWith('/assets/'),
    };
  };
  return (pathname) => {
    if (extname(pathname) === '') return read('/index.html');
    if (!files.has(pathname) && performance.now() - relistedAtMs >= minRelistMs) {
      files = listFiles(folder);
      relistedAtMs = performance.now();
    }
    return read(pathname);
  };
}

/** By the path in an address. */
function listFiles(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(`/${relative(folder, file).split(sep).join('/')}`, file);
  }
  return files;
}
