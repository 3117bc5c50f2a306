import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { ModelId } from '../../../../contract/index.ts';
import { AppError, hasSystemCode } from '../../../base/index.ts';
import type { Catalogue, CatalogueModel } from '../catalogue/catalogue.ts';
import { requireSpace } from './diskSpace.ts';
import { hashFile } from './hashFile.ts';
import type { ModelFolder } from './modelFolder.ts';
import { writeVerified } from './writeVerified.ts';

/** The first bytes of the formats that our runtimes load: GGUF, and whisper.cpp's ggml. */
const magics: Readonly<Record<CatalogueModel['task'], string>> = {
  generate: 'GGUF',
  embed: 'GGUF',
  transcribe: 'lmgg',
};

/**
 * Which model of the catalogue a file is: the one the user names, else the one with its hash,
 * else the one with its name. Errors: `model.unknown`, `model.damaged` when the file is not
 * that model, `input.notFound`, `input.noPermission`, `input.empty`.
 */
export async function identifyModel(
  path: string,
  catalogue: Catalogue,
  options: { modelId?: ModelId | undefined; signal?: AbortSignal | undefined },
): Promise<CatalogueModel> {
  await requireFile(path);
  const { models } = catalogue;
  const sha256 = await hashFile(path, { signal: options.signal });
  const name = basename(path).toLowerCase();
  const model =
    options.modelId === undefined
      ? (models.find((candidate) => candidate.sha256 === sha256) ??
        models.find(({ file }) => file.toLowerCase() === name))
      : models.find(({ id }) => id === options.modelId);
  if (model === undefined) {
    const asked = options.modelId ?? `the file ${path}`;
    throw new AppError('model.unknown', `The catalogue has no model that is ${asked}.`);
  }
  if (model.sha256 !== undefined && model.sha256 !== sha256) {
    throw new AppError(
      'model.damaged',
      `${path} is not ${model.name}: its SHA-256 is ${sha256}, not ${model.sha256}.`,
    );
  }
  const magic = magics[model.task];
  if ((await firstBytes(path)) !== magic) {
    throw new AppError(
      'model.damaged',
      `${path} is not a model file: it does not begin with ${magic}.`,
    );
  }
  return model;
}

export interface ImportOptions {
  folder: ModelFolder;
  freeBytes(dir: string): Promise<number>;
  signal?: AbortSignal | undefined;
}

/** Copies the user's file into the store, checking it once more on the way. */
export async function importModel(
  path: string,
  model: CatalogueModel,
  { folder, freeBytes, signal }: ImportOptions,
): Promise<void> {
  const source = 'a local file';
  if (resolve(path) === folder.path) {
    await folder.writeManifest(path, await hashFile(path, { signal }), source);
    return;
  }
  await mkdir(folder.workDir, { recursive: true });
  const { size } = await stat(path);
  requireSpace(folder.dir, size, await freeBytes(folder.dir));
  const part = join(folder.workDir, 'import.part');
  const sha256 = await writeVerified(createReadStream(path, { highWaterMark: 1 << 20 }), {
    path: part,
    sha256: model.sha256,
    what: path,
    signal,
  });
  await folder.writeManifest(part, sha256, source);
  await rename(part, folder.path);
  await rm(folder.workDir, { recursive: true, force: true });
}

async function requireFile(path: string): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    if (hasSystemCode(error, 'ENOENT', 'ENOTDIR')) {
      throw new AppError('input.notFound', `${path} not found.`, { cause: error });
    }
    throw error;
  });
  if (!found.isFile()) throw new AppError('input.notFound', `${path} is not a file.`);
  if (found.size === 0) throw new AppError('input.empty', `${path} is empty.`);
}

async function firstBytes(path: string): Promise<string> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
