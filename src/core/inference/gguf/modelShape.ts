import { z } from 'zod';
import type { GgufHeader, GgufValue } from './ggufHeader.ts';

/** What is read of the values that a model's architecture has of its own; layers may differ in their heads. */
const ofLayers = z.union([z.number(), z.array(z.number())]);
const shapeSchema = z.object({
  block_count: z.number().int().positive(),
  context_length: z.number().int().positive(),
  embedding_length: z.number().int().positive(),
  'attention.head_count': ofLayers,
  'attention.head_count_kv': ofLayers.optional(),
  'attention.key_length': z.number().optional(),
  'attention.value_length': z.number().optional(),
});
/** Far above any model: what a file claims beyond is no plan. */
const maxValuesPerToken = 500_000_000;

export interface ModelShape {
  /** What the model was made for. */
  contextTokens: number;
  /** Values of keys and values that a token takes in all layers together. */
  kvValuesPerToken: number;
}

/** Undefined when the header lacks what a KV cache is planned from, or claims what no model has. */
export function modelShape(header: GgufHeader): ModelShape | undefined {
  const { data } = shapeSchema.safeParse(ofArchitecture(header));
  if (data === undefined) return undefined;
  const { block_count: layers, embedding_length: width, context_length: contextTokens } = data;
  const heads = data['attention.head_count'];
  const sum = (value: number | number[]): number =>
    typeof value === 'number' ? value * layers : value.reduce((total, each) => total + each, 0);
  const headWidth = width / (sum(heads) / layers);
  const keyAndValue =
    (data['attention.key_length'] ?? headWidth) + (data['attention.value_length'] ?? headWidth);
  const kvValuesPerToken = sum(data['attention.head_count_kv'] ?? heads) * keyAndValue;
  if (!(kvValuesPerToken > 0 && kvValuesPerToken <= maxValuesPerToken)) return undefined;
  return { contextTokens, kvValuesPerToken };
}

/** The values that the model's architecture has of its own, by their names without it. */
export function ofArchitecture({ metadata }: GgufHeader): Record<string, GgufValue> {
  const prefix = `${metadata.get('general.architecture')}.`;
  return Object.fromEntries(
    [...metadata].flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
    ),
  );
}
