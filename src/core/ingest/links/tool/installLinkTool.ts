import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, newId } from '../../../base/index.ts';
import {
  findPip,
  type PythonCommand,
  pythonCommands,
  withInstallLock,
} from '../../../inference/index.ts';
import { readCurrent, writeCurrent } from './currentTool.ts';
import type { DeliveredTool } from './deliveredTool.ts';
import { deliverProgram } from './deliverProgram.ts';
import { deliverWheel } from './deliverWheel.ts';
import { askVersion, releasedAtMs } from './linkCommand.ts';
import { publisherKey } from './publisherKey.ts';

export interface InstallOptions {
  folder: string;
  nowMs: number;
  signal: AbortSignal | undefined;
  /** Other places to install from; for tests. */
  sources?: { pythons?: readonly PythonCommand[]; releases?: string; armoredKey?: string };
}

const officialReleases = 'https://github.com/yt-dlp/yt-dlp/releases/latest/download';

/**
 * Installs the newest yt-dlp beside the one that is there, and switches only when the new one
 * has run and told its version. From the package index by pip, which checks the index's hashes;
 * without Python the publisher's own program, checked against its signed list of hashes.
 * Errors: `network.unavailable`, `link.failed`, `disk.full`.
 */
export async function installLinkTool(options: InstallOptions): Promise<void> {
  const { folder, signal } = options;
  await withInstallLock(folder, signal, async () => {
    const name = `v-${newId<string>()}`;
    const target = join(folder, name);
    const before = await readCurrent(folder);
    await mkdir(target, { recursive: true });
    try {
      const delivered = await deliver(target, options);
      const { program, prefix, sha256 } = delivered;
      const answer = await askVersion({ source: 'app', program, prefix }, signal);
      if (answer === undefined) {
        throw new AppError(
          'link.failed',
          'The new yt-dlp does not run on this computer. The previous one was kept.',
        );
      }
      const { version } = answer;
      // Whoever serves an old one again wants its faults back.
      if (before !== undefined && releasedAtMs(version) < releasedAtMs(before.version)) {
        throw new AppError(
          'link.failed',
          `The yt-dlp that was delivered, ${version}, is older than ${before.version}, which was kept.`,
        );
      }
      await writeCurrent(folder, {
        version,
        program,
        prefix,
        sha256,
        installedAtMs: options.nowMs,
      });
    } catch (error) {
      await rm(target, { recursive: true, force: true });
      throw error;
    }
    await removeOlder(folder, [target, ...(before?.prefix ?? []), before?.program ?? '']);
  });
}

async function deliver(target: string, options: InstallOptions): Promise<DeliveredTool> {
  const { signal, sources } = options;
  const python = await findPip(sources?.pythons ?? pythonCommands, signal).catch(() => undefined);
  signal?.throwIfAborted();
  if (python !== undefined) return deliverWheel({ target, python, signal });
  const { releases = officialReleases, armoredKey = publisherKey } = sources ?? {};
  return deliverProgram({ target, releases, armoredKey, signal });
}

/** The version before stays until the next install: a running job reads its files as it goes. */
async function removeOlder(folder: string, used: readonly string[]): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (!name.startsWith('v-') || used.some((file) => file.startsWith(path))) continue;
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}
