import { createReadStream } from 'node:fs';
import { mkdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { type ContentHash, contentHashSchema, type ModelId } from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { HeaderReader } from '../imported/headerReader.ts';
import {
  importedModelId,
  importedModelOf,
  type KnownModel,
  knownModelOf,
} from '../imported/importedModel.ts';
import type { Machine } from '../modelFit.ts';
import { requireSpace } from './diskSpace.ts';
import { hashFile } from './hashFile.ts';
import { identifyModel } from './identifyModel.ts';
import type { ModelFolder } from './modelFolder.ts';
import { writeVerified } from './writeVerified.ts';

interface RecogniseOptions {
  catalogue: Catalogue;
  headers: HeaderReader;
  machine: Machine;
  /** What to call it when the file says nothing; left out: the file's name. */
  name?: string | undefined;
  modelId?: ModelId | undefined;
  signal?: AbortSignal | undefined;
}

/** What a file is, and the SHA-256 of all of it. */
export interface RecognisedModel {
  model: KnownModel;
  sha256: ContentHash;
}

/**
 * The model that a file is: one of the catalogue, or any other that can run here. The whole file is
 * read once, unless its name tells its hash. Errors: those of `identifyModel`, `model.unsupported`
 * with the reason, `model.tooLarge`.
 */
export async function recogniseModel(
  path: string,
  { catalogue, headers, machine, name, modelId, signal }: RecogniseOptions,
): Promise<RecognisedModel> {
  let hashing: Promise<ContentHash> | undefined;
  const hash = (): Promise<ContentHash> => {
    hashing ??= hashOf(path, signal);
    return hashing;
  };
  const known = await identifyModel(path, catalogue, { modelId, hash });
  if (known !== undefined) return { model: known, sha256: await hash() };
  const description = await headers.file(path, { name });
  const imported = importedModelOf(description);
  if (description.problem !== undefined || imported === undefined) {
    const why = description.problem ?? 'Trendroom has no use for it.';
    throw new AppError('model.unsupported', `${path} cannot be used. ${why}`);
  }
  refuseTooLargeModel(description, machine);
  const sha256 = await hash();
  const id = importedModelId(imported.name, sha256);
  const file = `${id}${extname(path).toLowerCase() === '.bin' ? '.bin' : '.gguf'}`;
  const { sizeBytes } = description;
  return { model: knownModelOf(imported, { id, file, sizeBytes }), sha256 };
}

/** Such files llama.cpp would read for hours. Errors: `model.tooLarge`. */
export function refuseTooLargeModel(
  { name, memoryBytes }: { name: string; memoryBytes: number },
  machine: Machine,
): void {
  if (memoryBytes <= machine.memoryBytes) return;
  const [needed, has] = [memoryBytes, machine.memoryBytes].map((bytes) => (bytes / 1e9).toFixed(1));
  throw new AppError(
    'model.tooLarge',
    `${name} needs about ${needed} GB of memory; this computer has ${has} GB.`,
  );
}

/** Ollama and the Hugging Face cache name their files after their hash; loading checks it. */
async function hashOf(path: string, signal: AbortSignal | undefined): Promise<ContentHash> {
  const name = basename(await realpath(path)).replace(/^sha256-/, '');
  const { data } = contentHashSchema.safeParse(name);
  return data ?? hashFile(path, { signal });
}

export interface ImportOptions {
  folder: ModelFolder;
  freeBytes(dir: string): Promise<number>;
  signal?: AbortSignal | undefined;
}

/** Leaves the file where it is and records it. */
export async function linkModel(
  path: string,
  { sha256 }: RecognisedModel,
  { folder }: Pick<ImportOptions, 'folder'>,
): Promise<void> {
  const absolute = resolve(path);
  const isOwn = absolute === folder.path;
  const linkedPath = isOwn ? undefined : absolute;
  await folder.writeManifest(absolute, { sha256, source: 'a local file', linkedPath });
}

/** Copies the user's file into the store, checking it once more on the way. */
export async function copyModel(
  path: string,
  { sha256 }: RecognisedModel,
  { folder, freeBytes, signal }: ImportOptions,
): Promise<void> {
  const source = 'a local file';
  if (resolve(path) === folder.path) {
    await folder.writeManifest(path, { sha256, source });
    return;
  }
  await mkdir(folder.workDir, { recursive: true });
  const { size } = await stat(path);
  requireSpace(folder.dir, size, await freeBytes(folder.dir));
  const part = join(folder.workDir, 'import.part');
  const read = createReadStream(path, { highWaterMark: 1 << 20 });
  await writeVerified(read, { path: part, sha256, what: path, signal });
  await folder.writeManifest(part, { sha256, source });
  await rename(part, folder.path);
  await rm(folder.workDir, { recursive: true, force: true });
}
