import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where the program's own files are. Under Node either the sources run or what
 * `scripts/programs.mjs` made of them in `out/programs/KEY`; under Electron, `out/main`.
 */
const ownFile = fileURLToPath(import.meta.url);
const isSource = ownFile.endsWith('.ts');

/** The folder of package.json, `resources` and `node_modules`. Only under Node. */
export const programRoot = fileURLToPath(
  new URL(isSource ? '../../../..' : '../../..', import.meta.url),
);

const ownFolder = isSource ? join(programRoot, 'src') : dirname(ownFile);

/** Where a test found a build, whose processes start many times faster than the sources. */
let builtFolder: string | undefined;

/** For sources that run themselves: processes are started from the build in `folder`. */
export function startProcessesFrom(folder: string): void {
  builtFolder = folder;
}

/** The folders that a process of our own loads its code from. */
export function codeFolders(): string[] {
  return builtFolder === undefined ? [ownFolder] : [ownFolder, builtFolder];
}

/** The file of one of the programs of `src/processes`. */
export function processFile(name: string): string {
  if (builtFolder !== undefined) return join(builtFolder, `${name}.js`);
  return isSource ? join(ownFolder, 'processes', `${name}.ts`) : join(ownFolder, `${name}.js`);
}
