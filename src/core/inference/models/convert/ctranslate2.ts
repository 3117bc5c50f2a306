import { AppError } from '../../../base/index.ts';
import type { ByteParts } from './byteParts.ts';
import type { StoredTensor } from './safetensors.ts';

/** The type ids of CTranslate2's `DataType`, in their order. */
const dtypes = [
  ['F32', 4],
  ['I8', 1],
  ['I16', 2],
  ['I32', 4],
  ['F16', 2],
  ['BF16', 2],
] as const;

/** What is made of it has signed dimensions of 32 bits. */
const maxDimension = 2 ** 31 - 1;
/** No model we know has more; a larger count means that the file is something else. */
const maxVariables = 100_000;

export interface Ctranslate2Model {
  /** Such as `WhisperSpec`. */
  readonly spec: string;
  readonly variables: ReadonlyMap<string, StoredTensor>;
}

/**
 * Reads the index of a CTranslate2 `model.bin`, binary version 6: version, spec name, spec
 * revision, variables (name, rank, dimensions, type, byte count, bytes), aliases of variables.
 * Strings are a 16-bit length that counts the closing zero. Format: CTranslate2's
 * `python/ctranslate2/specs/model_spec.py`. Errors: `model.damaged`.
 */
export async function readCtranslate2(file: ByteParts): Promise<Ctranslate2Model> {
  let position = 0;
  const take = async (length: number): Promise<DataView> => {
    const bytes = await file.read(position, length);
    position += length;
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
  const u8 = async (): Promise<number> => (await take(1)).getUint8(0);
  const u16 = async (): Promise<number> => (await take(2)).getUint16(0, true);
  const u32 = async (): Promise<number> => (await take(4)).getUint32(0, true);
  const text = async (): Promise<string> => {
    const view = await take(await u16());
    return new TextDecoder().decode(view).replace(/\0$/, '');
  };
  const damaged = (why: string): AppError =>
    new AppError('model.damaged', `The CTranslate2 file cannot be read: ${why}.`);

  const version = await u32();
  if (version !== 6) throw damaged(`its version is ${version}, not 6`);
  const spec = await text();
  await u32();
  const count = await u32();
  if (count > maxVariables) throw damaged(`it claims ${count} variables`);
  const variables = new Map<string, StoredTensor>();
  for (let i = 0; i < count; i++) {
    const name = await text();
    const rank = await u8();
    if (rank > 8) throw damaged(`a variable claims ${rank} dimensions`);
    const shape: number[] = [];
    for (let j = 0; j < rank; j++) shape.push(await u32());
    const type = dtypes[await u8()];
    const sizeBytes = await u32();
    if (type === undefined) throw damaged('a variable has an unknown type');
    const [dtype, width] = type;
    if (shape.some((dimension) => dimension > maxDimension)) {
      throw damaged('a variable claims too large a dimension');
    }
    if (shape.reduce((product, size) => product * size, width) !== sizeBytes) {
      throw damaged('the numbers of a variable do not fit its shape');
    }
    variables.set(name, { dtype, shape, offset: position, sizeBytes });
    position += sizeBytes;
    if (position > file.sizeBytes) throw damaged('it ends too early');
  }
  const aliases = await u32();
  if (aliases > maxVariables) throw damaged(`it claims ${aliases} aliases`);
  for (let i = 0; i < aliases; i++) {
    const alias = await text();
    const variable = variables.get(await text());
    if (variable !== undefined) variables.set(alias, variable);
  }
  return { spec, variables };
}
