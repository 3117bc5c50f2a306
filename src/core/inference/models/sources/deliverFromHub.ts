import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContentHash } from '../../../../contract/index.ts';
import type { HubFile, HubSource } from '../catalogue/catalogue.ts';
import type { ConversionFiles } from '../convert/conversionFiles.ts';
import { hashFile } from '../store/hashFile.ts';
import type { Delivery, DeliveryContext } from './delivery.ts';
import { type HubTiming, hubDownload } from './hubDownload.ts';

export interface Hub {
  /** Such as https://huggingface.co */
  url: string;
  timing: HubTiming;
}

/** Downloads a source's files from the model hub. Errors: as {@link hubDownload}, `disk.full`. */
export async function deliverFromHub(
  source: HubSource,
  hub: Hub,
  context: DeliveryContext,
): Promise<Delivery> {
  const dir = join(context.workDir, 'hub');
  await mkdir(dir, { recursive: true });
  const { weights, tokenizer, vocabulary, config } = source.files;
  const all = [...weights, tokenizer, vocabulary, config].filter((file) => file !== undefined);
  const totalBytes = all.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let finishedBytes = await bytesOnDisk(dir, all);
  await context.requireSpace(totalBytes - finishedBytes);
  context.meter.start('downloading', totalBytes, { source: hub.url, doneBytes: finishedBytes });
  finishedBytes = 0;
  const hashes = new Map<string, string>();
  const fetchFile = async (file: HubFile): Promise<string> => {
    const path = localPath(dir, file);
    const known = await finishedHash(path, file.sha256);
    hashes.set(path, known ?? (await download(file, path)));
    finishedBytes += file.sizeBytes;
    context.meter.set(finishedBytes);
    return path;
  };
  const download = async (file: HubFile, path: string): Promise<string> =>
    hubDownload({
      url: new URL(`${hub.url}/${source.repository}/resolve/${source.revision}/${file.path}`),
      path,
      sizeBytes: file.sizeBytes,
      sha256: file.sha256,
      timing: hub.timing,
      signal: context.signal,
      onDoneBytes: (doneBytes) => context.meter.set(finishedBytes + doneBytes),
    });
  const files: ConversionFiles = { weights: [] };
  // The small files first: a wrong repository is noticed before the long download.
  if (tokenizer !== undefined) files.tokenizer = await fetchFile(tokenizer);
  if (vocabulary !== undefined) files.vocabulary = await fetchFile(vocabulary);
  if (config !== undefined) files.config = await fetchFile(config);
  const paths: string[] = [];
  for (const file of weights) paths.push(await fetchFile(file));
  return { files: { ...files, weights: paths }, sha256: hashes.get(paths[0] ?? '') };
}

/** Flat names: the path inside the repository, with its slashes replaced. */
function localPath(dir: string, file: HubFile): string {
  return join(dir, file.path.replaceAll('/', '__'));
}

async function finishedHash(
  path: string,
  sha256: ContentHash | undefined,
): Promise<string | undefined> {
  if (sha256 === undefined || (await sizeOf(path)) === 0) return undefined;
  const found = await hashFile(path);
  return found === sha256 ? found : undefined;
}

async function bytesOnDisk(dir: string, files: readonly HubFile[]): Promise<number> {
  let bytes = 0;
  for (const file of files) {
    const path = localPath(dir, file);
    bytes += Math.min(file.sizeBytes, (await sizeOf(path)) || (await sizeOf(`${path}.part`)));
  }
  return bytes;
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
