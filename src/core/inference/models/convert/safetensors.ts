import { z } from 'zod';
import { AppError } from '../../../base/index.ts';
import type { ByteParts } from './byteParts.ts';

/** Header sizes above this are refused: real ones are a few KiB to a few MiB. */
const maxHeaderBytes = 64 << 20;

const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.number().int().nonnegative()).max(8),
  data_offsets: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
});
const headerSchema = z.record(z.string(), z.unknown());

const bytesPerNumber: Readonly<Record<string, number>> = {
  F64: 8,
  I64: 8,
  U64: 8,
  F32: 4,
  I32: 4,
  U32: 4,
  F16: 2,
  BF16: 2,
  I16: 2,
  U16: 2,
  I8: 1,
  U8: 1,
  BOOL: 1,
};

export interface StoredTensor {
  readonly dtype: string;
  /** Outermost dimension first. */
  readonly shape: readonly number[];
  /** Where its bytes begin in the file. */
  readonly offset: number;
  readonly sizeBytes: number;
}

/**
 * Reads the index of a safetensors file: 8 bytes of header length, a JSON header, the numbers.
 * Format: https://github.com/huggingface/safetensors#format. Errors: `model.damaged`.
 */
export async function readSafetensors(file: ByteParts): Promise<Map<string, StoredTensor>> {
  const damaged = (why: string, cause?: unknown): AppError =>
    new AppError('model.damaged', `The safetensors file cannot be read: ${why}.`, { cause });
  if (file.sizeBytes < 8) throw damaged('it is shorter than its header');
  const prefix = await file.read(0, 8);
  const length = Number(new DataView(prefix.buffer, prefix.byteOffset).getBigUint64(0, true));
  if (length > maxHeaderBytes || 8 + length > file.sizeBytes) {
    throw damaged(`its header claims ${length} bytes`);
  }
  const text = new TextDecoder().decode(await file.read(8, length));
  const tensors = new Map<string, StoredTensor>();
  const dataStart = 8 + length;
  let entries: Record<string, unknown>;
  try {
    entries = headerSchema.parse(JSON.parse(text));
  } catch (error) {
    throw damaged('its header is not JSON', error);
  }
  for (const [name, value] of Object.entries(entries)) {
    if (name === '__metadata__') continue;
    const entry = entrySchema.safeParse(value);
    if (!entry.success) throw damaged(`the entry of ${name.slice(0, 80)} is malformed`);
    const { dtype, shape, data_offsets: offsets } = entry.data;
    const width = bytesPerNumber[dtype];
    const sizeBytes = offsets[1] - offsets[0];
    const expected = shape.reduce((product, size) => product * size, width ?? Number.NaN);
    if (sizeBytes !== expected || dataStart + offsets[1] > file.sizeBytes) {
      throw damaged(`the numbers of ${name.slice(0, 80)} do not fit their shape or the file`);
    }
    tensors.set(name, { dtype, shape, offset: dataStart + offsets[0], sizeBytes });
  }
  return tensors;
}
