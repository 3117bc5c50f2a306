import { execFile } from 'node:child_process';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hasSystemCode } from '../../src/core/base/index.ts';

const run = promisify(execFile);

/** A real file system of a few megabytes, for tests that fill it. */
export interface SmallDisk {
  folder: string;
  /** Leaves so many bytes free. */
  fill(freeBytes: number): Promise<void>;
  /** Takes the ballast away again. */
  free(): Promise<void>;
  remove(): Promise<void>;
}

/** Mounting needs Linux and root; elsewhere the reason is returned, to skip with. */
export async function mountSmallDisk(sizeBytes: number): Promise<SmallDisk | string> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return 'a small disk is mounted as tmpfs, which needs root on Linux';
  }
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${sizeBytes}`, 'tmpfs', folder]);
  } catch (error) {
    await rm(folder, { recursive: true });
    return `tmpfs cannot be mounted here: ${String(error)}`;
  }
  const ballast = join(folder, 'ballast');
  const free = () => rm(ballast, { force: true });
  return {
    folder,
    free,
    fill: async (freeBytes) => {
      for (let attempt = 1; ; attempt++) {
        await free();
        const { bavail, bsize } = await statfs(folder);
        try {
          await writeFile(ballast, Buffer.alloc(Math.max(0, bavail * bsize - freeBytes)));
          return;
        } catch (error) {
          // A killed process's children may still have written after the disk was measured.
          if (!hasSystemCode(error, 'ENOSPC') || attempt === 10) throw error;
        }
      }
    },
    remove: async () => {
      await run('umount', ['-l', folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
