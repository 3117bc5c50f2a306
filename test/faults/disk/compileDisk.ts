import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const source = join(import.meta.dirname, 'disk.c');
const cache = join(import.meta.dirname, '../../../node_modules/.cache/trendroom-faults');

/** Compiles disk.c once. Returns the library, or why it cannot be had, to skip with. */
export async function compileDisk(): Promise<{ library: string } | { missing: string }> {
  if (process.platform !== 'linux') return { missing: 'LD_PRELOAD of glibc needs Linux' };
  const hash = createHash('sha256')
    .update(await readFile(source))
    .digest('hex')
    .slice(0, 16);
  const library = join(cache, `disk-${hash}-${process.arch}.so`);
  if (existsSync(library)) return { library };
  await mkdir(cache, { recursive: true });
  const made = `${library}.${process.pid}`;
  try {
    await run('cc', ['-O1', '-shared', '-fPIC', '-o', made, source, '-ldl', '-pthread']);
  } catch (error) {
    return { missing: `no C compiler: ${error instanceof Error ? error.message : error}` };
  }
  await rename(made, library);
  return { library };
}

/** The environment of a process whose calls below `root` pass through disk.c. */
export function onFaultDisk(
  library: string,
  { root, log }: { root: string; log?: string },
): NodeJS.ProcessEnv {
  const own = {
    LD_PRELOAD: library,
    FAULT_ROOT: root,
    ...(log !== undefined && { FAULT_LOG: log }),
  };
  return { ...process.env, ...own };
}
