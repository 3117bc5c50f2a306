import type { BatchKind, ComparedAnswer } from '../../../contract/index.ts';
import { AppError, toAppError } from '../../base/index.ts';
import { readAnswer } from '../batches/answers/readAnswer.ts';
import { buildRequest } from '../batches/outgoing/buildRequest.ts';
import { type MediaFiles, soundMsOf } from '../batches/outgoing/mediaFiles.ts';
import type { StoredEndpoint } from '../endpoints/endpointRepository.ts';
import type { RemoteServers } from '../endpoints/types.ts';
import { textOf } from './agreement.ts';

const requestTimeoutMs = 300_000;
const maxText = 20_000;

export interface Asking {
  servers: RemoteServers;
  media: MediaFiles;
  endpoint: StoredEndpoint;
  kind: BatchKind;
  request: Readonly<Record<string, unknown>>;
  signal: AbortSignal;
}

/** An answer with the whole of what was answered. */
export interface Asked extends ComparedAnswer {
  body: unknown;
}

/**
 * One server's answer to a request. One that fails is an answer too, with why. Errors: the
 * signal's reason, and `network.notAllowed`, because nothing was asked then.
 */
export async function askServer(asking: Asking): Promise<Asked> {
  const { servers, media, endpoint, kind, request, signal } = asking;
  const startedMs = performance.now();
  try {
    const asking = { kind, body: request, endpoint, validationError: undefined };
    const { release, ...built } = await buildRequest(asking, media, signal);
    const { body, latencyMs } = await servers
      .call(endpoint.id, { ...built, timeoutMs: requestTimeoutMs, signal })
      .finally(release);
    const read = readAnswer({ kind, request, soundMs: soundMsOf(request, media) }, body);
    const text = (read.fits ? textOf(kind, body) : read.why).slice(0, maxText);
    const made = (read.fits ? read.model : undefined) ?? modelOf(endpoint);
    return {
      body,
      valid: read.fits,
      text,
      latencyMs,
      outputTokens: read.outputTokens,
      model: made,
    };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AppError && error.code === 'network.notAllowed') throw error;
    const { message: text } = toAppError(error);
    const latencyMs = performance.now() - startedMs;
    const model = modelOf(endpoint);
    return { body: undefined, valid: false, text, latencyMs, outputTokens: 0, model };
  }
}

/** The model that a server is asked for, as far as is known. */
export function modelOf({ model, contract }: StoredEndpoint): string {
  return model === '' ? (contract?.models[0] ?? '') : model;
}
