import { z } from 'zod';
import { AppError } from '../../../base/index.ts';
import type { RemoteServers } from '../../endpoints/types.ts';
import type { WorkServer } from '../workKind.ts';
import { vectorsOf } from './vectorsOf.ts';

const modelSchema = z.object({ model: z.string().max(300).optional() });
/** A person may wait for it. */
const timeoutMs = 5_000;

/**
 * Unit vectors of a few texts from one server. Errors: RemoteError, `network.notAllowed`,
 * `endpoint.invalidAnswer`.
 */
export async function embedRemotely(
  servers: RemoteServers,
  { endpoint, model }: WorkServer,
  { texts, signal }: { texts: readonly string[]; signal?: AbortSignal },
): Promise<Float32Array[]> {
  const { body } = await servers.call(endpoint.id, {
    path: '/v1/embeddings',
    body: { model, input: texts },
    timeoutMs,
    ...(signal !== undefined && { signal }),
  });
  const named = modelSchema.safeParse(body).data?.model ?? model;
  if (named !== model) {
    throw new AppError(
      'endpoint.invalidAnswer',
      `${endpoint.name} responded with the model ${named}.`,
    );
  }
  const vectors = vectorsOf(body);
  if (vectors.length === texts.length) return vectors;
  throw new AppError(
    'endpoint.invalidAnswer',
    `${endpoint.name} returned ${vectors.length} vectors for ${texts.length} texts.`,
  );
}
