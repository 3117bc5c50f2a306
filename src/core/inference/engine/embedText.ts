import type { Token } from 'node-llama-cpp';
import type { LoadedModel } from './loadedModel.ts';

/** The tokens that begin and end a text, and the place llama.cpp keeps free. */
const reservedTokens = 3;

export interface TextEmbedding {
  /** Of unit length, pooled as the model's file says. */
  vector: Float32Array;
  /** True when the text was longer than the context and its end was cut. */
  truncated: boolean;
}

/** One text as a unit vector. An empty text has the vector of the model's empty text. */
export async function embedText(loaded: LoadedModel, text: string): Promise<TextEmbedding> {
  const { context, contextTokens } = await loaded.embedding();
  const tokens = loaded.model.tokenize(text);
  const room = contextTokens - reservedTokens;
  const kept = tokens.length === 0 ? emptyText(loaded) : tokens.slice(0, room);
  const { vector } = await context.getEmbeddingFor(kept);
  return { vector: toUnit(vector), truncated: tokens.length > room };
}

/** The binding gives no vector for no tokens; the token that begins every text stands for it. */
function emptyText({ model }: LoadedModel): Token[] {
  const token = model.tokens.bos ?? model.tokens.eos;
  return token === null ? [] : [token];
}

function toUnit(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => (length === 0 ? 0 : value / length));
}
