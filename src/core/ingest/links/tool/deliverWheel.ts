import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../base/index.ts';
import { lastLine, type PythonCommand, runPython } from '../../../inference/index.ts';
import type { DeliveredTool } from './deliveredTool.ts';

export interface WheelDelivery {
  /** An empty folder. */
  target: string;
  python: PythonCommand;
  signal: AbortSignal | undefined;
}

/**
 * The newest wheel of yt-dlp, unpacked: it is plain Python that needs no installation. With it
 * the wheel of its scripts for sites that want JavaScript run; without that one it works too.
 * Only wheels are taken, so that nothing runs while it is fetched.
 */
export async function deliverWheel(delivery: WheelDelivery): Promise<DeliveredTool> {
  const { target, python, signal } = delivery;
  const wheels = join(target, 'wheels');
  const code = join(target, 'code');
  await mkdir(wheels);
  const wheel = await fetchWheel('yt-dlp', wheels, delivery);
  const sha256 = createHash('sha256')
    .update(await readFile(wheel))
    .digest('hex');
  await unpack(wheel);
  const scripts = await scriptsOf(code);
  if (scripts !== undefined) {
    const extra = await fetchWheel(scripts, wheels, delivery).catch(() => undefined);
    signal?.throwIfAborted();
    if (extra !== undefined) await unpack(extra);
  }
  await rm(wheels, { recursive: true, force: true });
  const [program, ...prefix] = python;
  // Isolated: the user's PYTHON* variables and own packages do not take part.
  return { program, prefix: [...prefix, '-I', join(code, 'yt_dlp', '__main__.py')], sha256 };

  function unpack(path: string): Promise<void> {
    return runPython(python, ['-m', 'zipfile', '-e', path, code], { signal });
  }
}

async function fetchWheel(
  requirement: string,
  dir: string,
  { target, python, signal }: WheelDelivery,
): Promise<string> {
  const before = new Set(await readdir(dir));
  const scratch = join(target, 'pip');
  await mkdir(scratch, { recursive: true });
  const args = ['-m', 'pip', 'download', '--no-deps', '--only-binary', ':all:', '--no-input'];
  args.push('--no-cache-dir', '--disable-pip-version-check', '--timeout', '15', '--retries', '2');
  args.push('--dest', dir, requirement);
  try {
    await runPython(python, args, {
      signal,
      env: { TMPDIR: scratch, TEMP: scratch, TMP: scratch },
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw pipError(requirement, error);
  } finally {
    await rm(scratch, { recursive: true, force: true }).catch(() => undefined);
  }
  const name = (await readdir(dir)).find((file) => file.endsWith('.whl') && !before.has(file));
  if (name === undefined) throw new AppError('link.failed', `pip did not download ${requirement}.`);
  return join(dir, name);
}

/** What yt-dlp's own metadata asks for, such as `yt-dlp-ejs==0.8.0`. */
async function scriptsOf(code: string): Promise<string | undefined> {
  const info = (await readdir(code)).find((name) => /^yt_dlp-[\d.]+\.dist-info$/.test(name));
  if (info === undefined) return undefined;
  const metadata = await readFile(join(code, info, 'METADATA'), 'utf8').catch(() => '');
  return /^Requires-Dist: (yt-dlp-ejs==[\d.]+)/m.exec(metadata)?.[1];
}

function pipError(requirement: string, error: unknown): AppError {
  const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
  const message = `pip cannot get ${requirement}: ${lastLine(error)}`;
  if (/No space left on device|ENOSPC/i.test(stderr)) {
    return new AppError('disk.full', message, { cause: error });
  }
  // pip's last word is then that there is no such package.
  const offline = /NewConnectionError|NameResolutionError|ConnectTimeout|Network is unreachable/;
  if (!offline.test(stderr)) return new AppError('link.failed', message, { cause: error });
  const unreached = `pip cannot get ${requirement}: the package index cannot be reached.`;
  return new AppError('network.unavailable', unreached, { cause: error });
}
