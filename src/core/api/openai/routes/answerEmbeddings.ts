import { ParameterError } from '../openAiError.ts';
import { embeddingSchema } from '../requests/embeddingRequest.ts';
import { userOf } from '../requests/fields.ts';
import { readRequest } from '../requests/readRequest.ts';
import { modelName } from './models.ts';
import type { OpenAiParts } from './openAiParts.ts';

/** `POST /v1/embeddings`. */
export async function answerEmbeddings({ embedder, waiting }: OpenAiParts, request: Request) {
  const given = await readRequest(request, embeddingSchema);
  const { model, input, encoding_format: encoding, dimensions } = given;
  const name = await modelName(embedder, model);
  const texts = typeof input === 'string' ? [input] : input;
  let tokens = 0;
  let truncated = 0;
  const [place] = waiting?.enter(userOf(given), 1) ?? [];
  const embedded = embedder.embed(texts, {
    as: 'raw',
    signal: request.signal,
    onTokens: (count) => {
      tokens = count;
    },
    onTruncated: (count) => {
      truncated = count;
    },
  });
  const vectors = await embedded.finally(place?.leave);
  if (truncated > 0) {
    const message = `${truncated} of the texts are longer than the model reads. Split them.`;
    throw new ParameterError('input', message);
  }
  const size = vectors[0]?.length;
  if (typeof dimensions === 'number' && dimensions !== size) {
    throw new ParameterError('dimensions', `The model's embeddings have ${size} dimensions.`);
  }
  return {
    object: 'list',
    model: name,
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: encoding === 'base64' ? base64Of(vector) : [...vector],
    })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

function base64Of({ buffer, byteOffset, byteLength }: Float32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}
