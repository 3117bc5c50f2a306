import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-stream';
import { AppError, toAppError } from '../../base/index.ts';
import { type Manifest, type ManifestEntry, manifestName, manifestSchema } from './manifest.ts';

const maxManifestBytes = 200_000_000;

/**
 * Unpacks a backup into an empty folder and checks every byte of it. A backup is hostile: only
 * names of the manifest's form are written, each must be in the manifest and have its hash.
 * Errors: `backup.invalid`, `disk.full`, `input.notFound`, `job.cancelled`.
 */
export async function unpackBackup(
  path: string,
  folder: string,
  signal?: AbortSignal,
): Promise<Manifest> {
  const archive = extract();
  const options = signal === undefined ? {} : { signal };
  const reading = pipeline(createReadStream(path), archive, options);
  try {
    let manifest: Manifest | undefined;
    const open = new Map<string, ManifestEntry>();
    for await (const entry of archive) {
      const { name, type } = entry.header;
      if (manifest === undefined) {
        if (name !== manifestName) throw invalid('it does not begin with a manifest');
        manifest = await readManifest(entry);
        for (const expected of manifest.entries) open.set(expected.name, expected);
        continue;
      }
      const expected = open.get(name);
      if (expected === undefined || type !== 'file') throw invalid(`it holds a stranger: ${name}`);
      open.delete(name);
      await writeChecked(entry, join(folder, ...name.split('/')), expected);
    }
    await reading;
    if (manifest === undefined) throw invalid('it is empty');
    const [missing] = open.keys();
    if (missing !== undefined) throw invalid(`${missing} is missing`);
    return manifest;
  } catch (error) {
    archive.destroy();
    await reading.catch(() => {});
    const known = toAppError(error);
    if (known.code !== 'internal.unexpected') throw known;
    throw new AppError('backup.invalid', `${path} is no readable backup: ${known.message}`, {
      cause: error,
    });
  }
}

async function readManifest(entry: AsyncIterable<unknown>): Promise<Manifest> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of bytesOf(entry)) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxManifestBytes) throw invalid('its manifest is too large');
    chunks.push(chunk);
  }
  try {
    return manifestSchema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  } catch (error) {
    throw new AppError('backup.invalid', 'The manifest of the backup cannot be read.', {
      cause: error,
    });
  }
}

async function writeChecked(
  entry: AsyncIterable<unknown>,
  target: string,
  expected: ManifestEntry,
): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const hash = createHash('sha256');
  await pipeline(
    async function* () {
      for await (const chunk of bytesOf(entry)) {
        hash.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(target, { flags: 'wx', flush: true }),
  );
  if (hash.digest('hex') !== expected.contentHash) throw invalid(`${expected.name} is damaged`);
}

async function* bytesOf(entry: AsyncIterable<unknown>): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of entry) {
    if (Buffer.isBuffer(chunk)) yield chunk;
  }
}

function invalid(why: string): AppError {
  return new AppError('backup.invalid', `The backup cannot be used: ${why}.`);
}
