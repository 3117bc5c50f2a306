import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const assets = fileURLToPath(new URL('../../out/renderer/assets', import.meta.url));

export interface BundleSizes {
  /** Scripts that are loaded before anything is shown. */
  firstBytes: number;
  /** Each screen with what it alone brings in, chunks shared with the first left out. */
  screens: { name: string; bytes: number }[];
  /** Words of the chart library that were found in the first scripts; should be none. */
  chartInFirst: boolean;
}

/** Sizes of the built page's scripts, by following static imports from the page and each screen. */
export function bundleSizes(): BundleSizes {
  const page = readFileSync(join(assets, '..', 'index.html'), 'utf8');
  const entry = /src="[^"]*assets\/([^"]+\.js)"/.exec(page)?.[1];
  if (entry === undefined) throw new Error('The page is not built: npm run build.');
  const first = closure(entry);
  const names = readdirSync(assets).filter((name) => /Screen-[\w-]+\.js$/.test(name));
  return {
    firstBytes: sumOf(first),
    screens: names.map((name) => ({
      name: name.replace(/Screen-.*/, ''),
      bytes: sumOf([...closure(name)].filter((part) => !first.has(part))),
    })),
    chartInFirst: [...first].some((name) => /uplot/i.test(read(name))),
  };
}

/** A script and all that it imports at once. */
function closure(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  const imports = read(name).matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g);
  for (const [, part] of imports) if (part !== undefined) closure(part, found);
  return found;
}

function read(name: string): string {
  return readFileSync(join(assets, name), 'utf8');
}

function sumOf(names: Iterable<string>): number {
  let bytes = 0;
  for (const name of names) bytes += Buffer.byteLength(read(name));
  return bytes;
}
