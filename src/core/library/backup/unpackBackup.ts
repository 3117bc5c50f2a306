import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-stream';
import { AppError, toAppError } from '../../base/index.ts';
import { databaseName } from '../../db/index.ts';
import { entryNameSchema, type Manifest, manifestName, manifestSchema } from './manifest.ts';

const maxManifestBytes = 200_000_000;

/**
 * Unpacks a backup into an empty folder and checks every byte of it. A backup is hostile: only
 * names of the manifest's form are written, and each file must be in the manifest, which comes
 * last, and have its hash.
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
  const pathOf = (name: string): string => join(folder, ...name.split('/'));
  try {
    let manifest: Manifest | undefined;
    /** The hash of what was written, by name. */
    const written = new Map<string, string>();
    for await (const entry of archive) {
      const { name, type } = entry.header;
      if (manifest !== undefined) throw invalid(`unexpected file after the manifest: ${name}`);
      if (name === manifestName) {
        manifest = await readManifest(entry);
        continue;
      }
      if (type !== 'file' || written.has(name) || !entryNameSchema.safeParse(name).success) {
        throw invalid(`unexpected file: ${name}`);
      }
      written.set(name, await writeHashed(entry, pathOf(name)));
    }
    await reading;
    if (manifest === undefined) throw invalid('the manifest at its end is missing');
    for (const name of leftOver(manifest, written)) await rm(pathOf(name));
    return manifest;
  } catch (error) {
    archive.destroy();
    await reading.catch(() => {});
    const known = toAppError(error);
    if (known.code !== 'internal.unexpected') throw known;
    throw new AppError('backup.invalid', `${path} is not a readable backup: ${known.message}`, {
      cause: error,
    });
  }
}

/** Checks what was written against the manifest; returns the files that were damaged already. */
function leftOver(manifest: Manifest, written: ReadonlyMap<string, string>): string[] {
  const open = new Map(written);
  if (!manifest.entries.some(({ name }) => name === databaseName)) {
    throw invalid(`${databaseName} is missing`);
  }
  for (const { name, contentHash } of manifest.entries) {
    const hash = open.get(name);
    if (hash === undefined) throw invalid(`${name} is missing`);
    if (hash !== contentHash) throw invalid(`${name} is damaged`);
    open.delete(name);
  }
  const leftOut = new Set(manifest.leftOut);
  for (const name of open.keys()) {
    if (!leftOut.has(name)) throw invalid(`unexpected file: ${name}`);
  }
  return [...open.keys()];
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

async function writeHashed(entry: AsyncIterable<unknown>, target: string): Promise<string> {
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
  return hash.digest('hex');
}

async function* bytesOf(entry: AsyncIterable<unknown>): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of entry) {
    if (Buffer.isBuffer(chunk)) yield chunk;
  }
}

function invalid(why: string): AppError {
  return new AppError('backup.invalid', `The backup cannot be used: ${why}.`);
}
