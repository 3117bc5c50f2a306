import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ContentHash, ModelId } from '../../../../contract/index.ts';
import { AppError, hasSystemCode } from '../../../base/index.ts';
import type { Catalogue, CatalogueModel } from '../catalogue/catalogue.ts';

/** The first bytes of the formats that our runtimes load: GGUF, whisper.cpp's ggml, our own ONNX. */
const magics: Readonly<Record<CatalogueModel['task'], string>> = {
  generate: 'GGUF',
  embed: 'GGUF',
  transcribe: 'lmgg',
  see: '\x08\x08\x12\x09',
};

interface IdentifyOptions {
  modelId?: ModelId | undefined;
  /** Of the file; called when a model of the catalogue could be it, since it takes a while. */
  hash(): Promise<ContentHash>;
}

/**
 * Which model of the catalogue a file is: the one the user names, else the one with its hash, else
 * one whose hash nobody told and whose name it has. Undefined for a model that the catalogue does
 * not know. Errors: `model.unknown`, `model.damaged` when the file is not the model that the user
 * names, `input.notFound`, `input.noPermission`, `input.empty`.
 */
export async function identifyModel(
  path: string,
  { models }: Catalogue,
  { modelId, hash }: IdentifyOptions,
): Promise<CatalogueModel | undefined> {
  const { size } = await requireFile(path);
  const name = basename(path).toLowerCase();
  if (modelId === undefined) {
    const isOfSize = models.some(
      ({ sizeBytes, sha256 }) => sha256 !== undefined && sizeBytes === size,
    );
    const sha256 = isOfSize ? await hash() : undefined;
    const known = models.find(
      (model) =>
        (sha256 !== undefined && model.sha256 === sha256) ||
        (model.sha256 === undefined && model.file.toLowerCase() === name),
    );
    if (known !== undefined) await requireMagic(path, known);
    return known;
  }
  const model = models.find(({ id }) => id === modelId);
  if (model === undefined) {
    throw new AppError('model.unknown', `The catalogue has no model that is ${modelId}.`);
  }
  const sha256 = await hash();
  if (model.sha256 !== undefined && model.sha256 !== sha256) {
    throw new AppError(
      'model.damaged',
      `${path} is not ${model.name}: its SHA-256 is ${sha256}, not ${model.sha256}.`,
    );
  }
  await requireMagic(path, model);
  return model;
}

async function requireMagic(path: string, { task }: CatalogueModel): Promise<void> {
  const magic = magics[task];
  if ((await firstBytes(path)) === magic) return;
  throw new AppError(
    'model.damaged',
    `${path} is not a model file: it does not begin with ${magic}.`,
  );
}

async function requireFile(path: string): Promise<{ size: number }> {
  const found = await stat(path).catch((error: unknown) => {
    if (hasSystemCode(error, 'ENOENT', 'ENOTDIR')) {
      throw new AppError('input.notFound', `${path} not found.`, { cause: error });
    }
    throw error;
  });
  if (!found.isFile()) throw new AppError('input.notFound', `${path} is not a file.`);
  if (found.size === 0) throw new AppError('input.empty', `${path} is empty.`);
  return found;
}

async function firstBytes(path: string): Promise<string> {
  await using handle = await open(path);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
  return buffer.toString('latin1', 0, bytesRead);
}
