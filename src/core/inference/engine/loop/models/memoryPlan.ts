import { stat } from 'node:fs/promises';
import type { KvType, MemoryPlan } from '../../../../../contract/index.ts';
import { AppError } from '../../../../base/index.ts';
import { modelShape } from '../../../gguf/modelShape.ts';
import { readGgufHeader } from '../../../gguf/readGgufHeader.ts';
import type { ModelFile, PoolChoice } from '../../engineCalls.ts';

/** ggml: 32 values of a byte, or of half a byte, and a scale of two bytes. */
const [q8Bytes, q4Bytes] = [34 / 32, 18 / 32];
/** Of keys and values in the mean; they are as many in most models. */
const bytesPerValue: Record<KvType, number> = {
  f16: 2,
  q8_0: q8Bytes,
  q4_0: (q8Bytes + q4Bytes) / 2,
};
/** Of the memory that is free, what a planned pool may take. */
const poolShare = 0.25;
/** Enough for some thirty requests of the workstation's own; more is a setting. */
const plannedTokens = 16_384;
const minTokens = 2_048;
/** llama.cpp's pools grow in such steps. */
const granuleTokens = 256;
/** Work buffers beside weights and pool, as seen on the starter model. */
const workBytes = 300_000_000;

/**
 * What a model and its pool will take, from the file's header. Errors: `model.missing`,
 * `model.damaged` when the header cannot be read.
 */
export async function planMemory(model: ModelFile, choice: PoolChoice): Promise<MemoryPlan> {
  const modelBytes = (await stat(model.path).catch(() => missing(model))).size;
  const { kvBytesPerToken, contextTokens } = await readShape(model, choice.kvType);
  const freeBytes = process.availableMemory();
  const affordable = ((freeBytes - modelBytes) * poolShare) / kvBytesPerToken;
  const planned = Math.max(minTokens, Math.min(plannedTokens, affordable));
  const wanted = choice.poolTokens > 0 ? choice.poolTokens : planned;
  const poolTokens = Math.max(1, Math.round(wanted / granuleTokens)) * granuleTokens;
  const poolBytes = poolTokens * kvBytesPerToken;
  const savedBytes = Math.round(poolBytes * (bytesPerValue.f16 / bytesPerValue[choice.kvType] - 1));
  return {
    modelId: model.id,
    modelBytes,
    kvType: choice.kvType,
    poolTokens,
    poolBytes,
    savedBytes,
    bytesPerToken: kvBytesPerToken,
    maxRequestTokens: Math.min(contextTokens, poolTokens),
    freeBytes,
    fits: modelBytes + poolBytes + workBytes <= freeBytes,
  };
}

/** Of the memory that is free, what models beside the first one may take. */
const besideShare = 0.5;

/**
 * Whether a model with a whole pool fits beside those that are loaded, and leaves other programs as
 * much as it takes. Errors: those of {@link planMemory}.
 */
export async function fitsBeside(model: ModelFile, choice: PoolChoice): Promise<boolean> {
  const { modelBytes, poolBytes, poolTokens, freeBytes } = await planMemory(model, choice);
  const isWhole = choice.poolTokens > 0 || poolTokens >= plannedTokens;
  return isWhole && modelBytes + poolBytes + workBytes <= freeBytes * besideShare;
}

async function readShape(model: ModelFile, kvType: KvType) {
  const header = await readGgufHeader(model.path).catch((error: unknown) => damaged(model, error));
  const shape = modelShape(header) ?? damaged(model, undefined);
  const kvBytesPerToken = Math.round(shape.kvValuesPerToken * bytesPerValue[kvType]);
  return { kvBytesPerToken, contextTokens: shape.contextTokens };
}

function missing({ path }: ModelFile): never {
  throw new AppError('model.missing', `The model file ${path} is missing.`);
}

function damaged({ path }: ModelFile, cause: unknown): never {
  throw new AppError('model.damaged', `The header of ${path} cannot be read.`, { cause });
}
