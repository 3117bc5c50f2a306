/**
 * `npm run build`: builds the program into out/. With `--if-changed` only when a source differs
 * from those of the last build, so that suites in a row share one.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** The hash of the sources that out/ was built from. */
const stamp = join(root, 'out', 'sources.sha256');
const sources = ['src', 'resources', 'package.json', 'package-lock.json', 'tsconfig.json'];
const configurations = ['electron.vite.config.ts', 'renderer.vite.config.ts'];

const hash = hashOf([...sources, ...configurations]);
const isBuilt = existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
if (isBuilt && process.argv.includes('--if-changed')) {
  process.stdout.write('The build in out/ is of these sources.\n');
} else {
  rmSync(stamp, { force: true });
  const { status } = spawnSync('electron-vite', ['build'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  process.exitCode = status ?? 1;
  if (status === 0) writeFileSync(stamp, hash);
}

/** Of each file's path and content; tests and their support are no part of the program. */
function hashOf(names: readonly string[]): string {
  const whole = createHash('sha256');
  for (const name of names) {
    const path = join(root, name);
    if (!existsSync(path)) continue;
    for (const file of statSync(path).isDirectory() ? filesIn(path) : [path]) {
      whole.update(file.slice(root.length)).update(readFileSync(file));
    }
  }
  return whole.digest('hex');
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
