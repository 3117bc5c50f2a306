import { readFile } from 'node:fs/promises';
import { AppError } from '../../../base/index.ts';
import { type ByteParts, openByteParts } from './byteParts.ts';
import { type ConversionFiles, requiredFile } from './conversionFiles.ts';
import { type Ctranslate2Model, readCtranslate2 } from './ctranslate2.ts';
import { halvesToSingles } from './halfFloats.ts';
import type { StoredTensor } from './safetensors.ts';
import { whisperMelFilters } from './whisperMelFilters.ts';
import { type WhisperTensor, whisperTensors } from './whisperTensors.ts';
import { whisperVocabulary } from './whisperVocabulary.ts';

const ggmlMagic = 0x67676d6c;
const melBins = 201;
/** Whisper has 80 or 128. */
const maxMelBands = 1_000;

/**
 * A half-precision CTranslate2 Whisper (model.bin, tokenizer.json) as whisper.cpp's ggml file:
 * magic, eleven parameters, mel filters, vocabulary, tensors. Format: whisper.cpp's
 * models/convert-pt-to-ggml.py. Memory stays flat; the same input gives the same bytes.
 * Errors: `model.damaged`.
 */
export async function* whisperToGgml(files: ConversionFiles): AsyncGenerator<Uint8Array> {
  const weights = await openByteParts(files.weights);
  try {
    const model = await readCtranslate2(weights);
    const parameters = await readParameters(model, weights);
    if (parameters.melBands > maxMelBands) {
      throw new AppError('model.damaged', `The weights claim ${parameters.melBands} mel bands.`);
    }
    yield int32s(ggmlMagic, ...Object.values(parameters), 1);
    yield int32s(parameters.melBands, melBins);
    yield bytesOf(whisperMelFilters(parameters.melBands));
    const vocabulary = whisperVocabulary(await readFile(requiredFile(files, 'tokenizer'), 'utf8'));
    const counted = vocabulary.flatMap((token) => [int32s(token.length), token]);
    yield Buffer.concat([int32s(vocabulary.length), ...counted]);
    for (const tensor of whisperTensors(parameters.audioLayers, parameters.textLayers)) {
      yield* writeTensor(tensor, find(model, tensor.from, 'F16'), weights);
    }
  } finally {
    await weights.dispose();
  }
}

/** In the order in which the file has them. */
async function readParameters(
  model: Ctranslate2Model,
  weights: ByteParts,
): Promise<{
  vocabularySize: number;
  audioContext: number;
  audioState: number;
  audioHeads: number;
  audioLayers: number;
  textContext: number;
  textState: number;
  textHeads: number;
  textLayers: number;
  melBands: number;
}> {
  const shape = (name: string, dimension: number): number =>
    find(model, name, 'F16').shape[dimension] ?? 0;
  const heads = async (side: string): Promise<number> => {
    const { offset } = find(model, `${side}/num_heads`, 'I16');
    const bytes = await weights.read(offset, 2);
    return new DataView(bytes.buffer, bytes.byteOffset).getInt16(0, true);
  };
  return {
    vocabularySize: shape('decoder/embeddings/weight', 0),
    audioContext: shape('encoder/position_encodings/encodings', 0),
    audioState: shape('encoder/position_encodings/encodings', 1),
    audioHeads: await heads('encoder'),
    audioLayers: countLayers(model, 'encoder'),
    textContext: shape('decoder/position_encodings/encodings', 0),
    textState: shape('decoder/position_encodings/encodings', 1),
    textHeads: await heads('decoder'),
    textLayers: countLayers(model, 'decoder'),
    melBands: shape('encoder/conv1/weight', 1),
  };
}

function countLayers(model: Ctranslate2Model, side: string): number {
  let layers = 0;
  while (model.variables.has(`${side}/layer_${layers}/ffn/linear_0/weight`)) layers++;
  return layers;
}

function find(model: Ctranslate2Model, name: string, dtype: string): StoredTensor {
  const tensor = model.variables.get(name);
  if (tensor?.dtype === dtype) return tensor;
  throw new AppError('model.damaged', `The Whisper weights have no ${name} of type ${dtype}.`);
}

/** Rank, length of the name, type (0 single, 1 half), sizes innermost first, name, numbers. */
async function* writeTensor(
  tensor: WhisperTensor,
  stored: StoredTensor,
  weights: ByteParts,
): AsyncGenerator<Uint8Array> {
  const { index, of } = tensor.slice ?? { index: 0, of: 1 };
  const [rows = 0, ...inner] = stored.shape;
  if (rows % of !== 0) {
    throw new AppError('model.damaged', `${tensor.from} cannot be cut into ${of} equal parts.`);
  }
  const shape = [rows / of, ...inner, ...(tensor.column ? [1] : [])];
  const name = Buffer.from(tensor.name);
  yield int32s(shape.length, name.length, tensor.single ? 0 : 1, ...shape.toReversed());
  yield name;
  const sizeBytes = stored.sizeBytes / of;
  for await (const chunk of weights.chunks(stored.offset + index * sizeBytes, sizeBytes)) {
    yield tensor.single ? bytesOf(halvesToSingles(chunk)) : chunk;
  }
}

function int32s(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => {
    bytes.writeInt32LE(value, i * 4);
  });
  return bytes;
}

/** The numbers' bytes; every machine that Trendroom runs on is little-endian, as the format is. */
function bytesOf(numbers: Float32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
