import { access, constants, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { childEnvironment } from '../../../host/index.ts';

/** A yt-dlp that answered with its version. */
export interface LinkCommand {
  source: 'path' | 'app';
  program: string;
  /** Arguments before ours: Python's and the module's. */
  prefix: readonly string[];
  /** `2026.10.26`, or with a fourth part for nightly builds. */
  version: string;
}

const versionPattern = /^\d{4}\.\d{1,2}\.\d{1,2}(?:\.\d{1,9})?$/;
const answerMs = 30_000;
/** Versions before it may write files of any type that a page names (CVE-2024-38519). */
const firstSafeVersion = '2024.07.01';

/** Asks the program for its version; undefined when it is no yt-dlp that runs, or an unsafe one. */
export async function askVersion(
  command: Omit<LinkCommand, 'version'>,
  signal?: AbortSignal,
): Promise<LinkCommand | undefined> {
  const result = await execa(
    command.program,
    [...command.prefix, '--ignore-config', '--no-plugin-dirs', '--version'],
    {
      env: childEnvironment('tool'),
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
      timeout: answerMs,
      maxBuffer: 100_000,
      ...(signal === undefined ? {} : { cancelSignal: signal }),
    },
  );
  signal?.throwIfAborted();
  const version = typeof result.stdout === 'string' ? result.stdout.trim() : '';
  const isUsable = !result.failed && versionPattern.test(version);
  if (!isUsable || releasedAtMs(version) < releasedAtMs(firstSafeVersion)) return undefined;
  return { ...command, version };
}

/** The first yt-dlp of the PATH. */
export async function findOnPath(searchPath: string): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'yt-dlp.exe' : 'yt-dlp';
  for (const folder of searchPath.split(delimiter)) {
    if (folder === '') continue;
    const file = join(folder, name);
    const isRemote = await stat(file).then(
      (found) => found.isFile(),
      () => false,
    );
    if (!isRemote) continue;
    const mayRun = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (mayRun) return file;
  }
  return undefined;
}

/** Milliseconds since the Unix epoch of the day that a version names. */
export function releasedAtMs(version: string): number {
  const [year = 0, month = 1, day = 1] = version.split('.').map(Number);
  return Date.UTC(year, month - 1, day);
}
