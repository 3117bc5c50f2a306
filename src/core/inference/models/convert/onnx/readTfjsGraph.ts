import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../../../../base/index.ts';
import type { ByteParts } from '../byteParts.ts';
import { readModelJson } from '../conversionFiles.ts';
import { halfToNumber } from '../halfFloats.ts';

const sizeSchema = z.coerce.number().int().nonnegative();
const shapeSchema = z.object({ dim: z.array(z.object({ size: sizeSchema })).max(8) });

/** Numbers are texts in the JSON form of protobuf; texts are base64. */
const attributeSchema = z.object({
  i: z.coerce.number().optional(),
  f: z.number().optional(),
  b: z.boolean().optional(),
  s: z.base64().optional(),
  list: z.object({ i: z.array(z.coerce.number()).max(64).default([]) }).optional(),
  shape: shapeSchema.optional(),
});
export type TfjsAttribute = z.infer<typeof attributeSchema>;

const nodeSchema = z.object({
  name: z.string().min(1).max(300),
  op: z.string().max(100),
  input: z.array(z.string().max(300)).max(64).default([]),
  // Of types alone nothing is needed, and they have other forms.
  attr: z.record(z.string(), z.looseObject({}).pipe(attributeSchema)).default({}),
});
export type TfjsNode = z.infer<typeof nodeSchema>;

const weightSchema = z.object({
  name: z.string(),
  shape: z.array(z.number().int().nonnegative()).max(8),
  dtype: z.enum(['float32', 'int32']),
  quantization: z.object({ dtype: z.literal('float16') }).optional(),
});

const graphSchema = z.object({
  format: z.literal('graph-model'),
  signature: z.object({
    outputs: z.record(z.string(), z.object({ name: z.string(), tensorShape: shapeSchema })),
  }),
  modelTopology: z.object({ node: z.array(nodeSchema).min(1).max(20_000) }),
  weightsManifest: z.array(z.object({ weights: z.array(weightSchema).max(20_000) })).length(1),
});

export interface TfjsConstant {
  shape: readonly number[];
  data: Float32Array | Int32Array;
}

export interface TfjsGraph {
  /** In an order in which each comes after its inputs. */
  nodes: readonly TfjsNode[];
  constants: ReadonlyMap<string, TfjsConstant>;
  outputs: readonly { node: string; shape: readonly number[] }[];
}

/** A graph model of TensorFlow.js: its JSON and its weights. Errors: `model.damaged`. */
export async function readTfjsGraph(path: string, weights: ByteParts): Promise<TfjsGraph> {
  const text = await readFile(path, 'utf8');
  const json = readModelJson(graphSchema, { name: 'graph', text });
  const constants = new Map<string, TfjsConstant>();
  let offset = 0;
  for (const { name, shape, dtype, quantization } of json.weightsManifest[0]?.weights ?? []) {
    const count = shape.reduce((product, size) => product * size, 1);
    const bytesEach = quantization === undefined ? 4 : 2;
    const bytes = Buffer.from(await weights.read(offset, count * bytesEach));
    offset += count * bytesEach;
    constants.set(name, { shape, data: numbersOf(bytes, { count, dtype, bytesEach }) });
  }
  return {
    nodes: inOrder(json.modelTopology.node),
    constants,
    outputs: Object.values(json.signature.outputs).map(({ name, tensorShape }) => ({
      node: name.replace(/:0$/, ''),
      shape: tensorShape.dim.map(({ size }) => size),
    })),
  };
}

interface Numbers {
  count: number;
  dtype: 'float32' | 'int32';
  bytesEach: number;
}

function numbersOf(bytes: Buffer, { count, dtype, bytesEach }: Numbers): Float32Array | Int32Array {
  if (dtype === 'int32')
    return Int32Array.from({ length: count }, (_, at) => bytes.readInt32LE(at * 4));
  return Float32Array.from({ length: count }, (_, at) =>
    bytesEach === 2 ? halfToNumber(bytes.readUInt16LE(at * 2)) : bytes.readFloatLE(at * 4),
  );
}

/** What an input means: the node, and which of its outputs. */
export function sourceOf(input: string): { node: string; output: number } {
  const [, node = input, output = '0'] = /^\^?(.*?)(?::(\d+))?$/.exec(input) ?? [];
  return { node, output: Number(output) };
}

function inOrder(nodes: readonly TfjsNode[]): TfjsNode[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const ordered: TfjsNode[] = [];
  const state = new Map<string, 'open' | 'done'>();
  // Without recursion: a graph that is one long chain would be too deep.
  const stack = nodes.toReversed();
  while (stack.length > 0) {
    const node = stack.at(-1);
    if (node === undefined || state.get(node.name) === 'done') {
      stack.pop();
      continue;
    }
    const waiting = node.input
      .map((input) => byName.get(sourceOf(input).node))
      .filter((input) => input !== undefined && state.get(input.name) !== 'done');
    if (waiting.length === 0) {
      stack.pop();
      state.set(node.name, 'done');
      ordered.push(node);
      continue;
    }
    if (
      state.get(node.name) === 'open' &&
      waiting.some((input) => state.get(input?.name ?? '') === 'open')
    ) {
      throw new AppError('model.damaged', `The model's graph goes in a circle at ${node.name}.`);
    }
    state.set(node.name, 'open');
    for (const input of waiting) if (input !== undefined) stack.push(input);
  }
  return ordered;
}
