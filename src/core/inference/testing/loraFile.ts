import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type GgufTensor, type GgufValue, writeGguf } from '../models/convert/ggufWriter.ts';

/** Of the starter model, Gemma 3 270M: weights of every layer with how many values go in and out. */
const weights = [
  { name: 'attn_output', inputs: 1_024, outputs: 640 },
  { name: 'ffn_down', inputs: 2_048, outputs: 640 },
];
const layers = 18;
const rank = 4;

export interface LoraFile {
  seed: number;
  /** Of the values of B; those of A are about 1 over the square root of the inputs. */
  strength: number;
  /** Left out: Gemma 3. */
  architecture?: string;
}

/** Writes a LoRA adapter of random values for the starter model; one seed gives one file. */
export async function writeLoraFile(path: string, given: LoraFile): Promise<void> {
  const { seed, strength, architecture = 'gemma3' } = given;
  const metadata: [string, GgufValue][] = [
    ['general.architecture', { type: 'string', value: architecture }],
    ['general.type', { type: 'string', value: 'adapter' }],
    ['adapter.type', { type: 'string', value: 'lora' }],
    ['adapter.lora.alpha', { type: 'float32', value: rank }],
  ];
  const random = randomValues(seed);
  const tensors: GgufTensor[] = [];
  for (let layer = 0; layer < layers; layer++) {
    for (const { name, inputs, outputs } of weights) {
      const of = `blk.${layer}.${name}.weight`;
      tensors.push(
        floats(`${of}.lora_a`, [rank, inputs], () => random() / Math.sqrt(inputs)),
        floats(`${of}.lora_b`, [outputs, rank], () => random() * strength),
      );
    }
  }
  await pipeline(Readable.from(writeGguf(metadata, tensors)), createWriteStream(path));
}

function floats(name: string, shape: [number, number], next: () => number): GgufTensor {
  const values = Float32Array.from({ length: shape[0] * shape[1] }, next);
  return {
    ...{ name, shape, type: 'F32' },
    data: async function* () {
      yield new Uint8Array(values.buffer);
    },
  };
}

/** -1 to 1; mulberry32. */
function randomValues(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * 2 - 1;
  };
}
