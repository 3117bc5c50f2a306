import { createHash, createHmac } from 'node:crypto';
import type { z } from 'zod';
import {
  hubHeaders,
  hubRefusalSchema,
  maxPublishBytes,
  type PublishCall,
  type PushCall,
  signedText,
} from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import { type Host, NetworkGate, originOf } from '../../host/index.ts';
import { isLoopback } from '../../remote/index.ts';

/** Where pages are. */
const pagesPath = '/api/pages';
const timeoutMs = 30_000;
const maxAnswerBytes = 4_000_000;
/** What the key of a hub is called among the secrets. */
export const hubSecretName = 'hub:key';

export interface HubCall {
  hub: string;
  /** Of a retried call the same, so that the hub does it once. */
  idempotencyKey: string;
  /** Left out: the list of pages is read. */
  call?: PublishCall | PushCall;
  /** Of the hub; that of pages when left out. */
  path?: string;
  signal?: AbortSignal | undefined;
}

/**
 * Asks a hub, signed with its key from the keychain, which is bound to the hub's origin. Errors:
 * `hub.notConnected` without a key, `network.notAllowed` offline and beyond this machine,
 * `hub.insecure`, `hub.unreachable`, and `hub.refused` with the hub's words.
 */
export async function callHub<Answer>(
  host: Pick<Host, 'networkAllowed' | 'secrets'>,
  { hub, idempotencyKey, call, path = pagesPath, signal }: HubCall,
  answerSchema: z.ZodType<Answer>,
): Promise<Answer> {
  const url = new URL(path, hubOrigin(hub));
  const isHere = isLoopback(url);
  if (!isHere && url.protocol !== 'https:') {
    throw new AppError('hub.insecure', `${url.host} would receive pages unencrypted.`);
  }
  if (!isHere && !host.networkAllowed) {
    throw new AppError('network.notAllowed', `Offline mode is on; ${url.host} was not asked.`);
  }
  const key = await host.secrets.get(hubSecretName, url.origin);
  if (key === undefined) throw new AppError('hub.notConnected', `No key for ${url.origin}.`);
  const body = call === undefined ? '' : JSON.stringify(call);
  if (Buffer.byteLength(body) > maxPublishBytes) {
    throw new AppError('hub.refused', 'The page is larger than 1 MB.');
  }
  const request = requestOf({ path, body, idempotencyKey, key });
  const ask = async (until: AbortSignal): Promise<Answer> => {
    const answer = await fetch(url, {
      ...{ ...request, redirect: 'error' },
      signal: AbortSignal.any([until, AbortSignal.timeout(timeoutMs)]),
    });
    return readAnswer(answer, url, answerSchema);
  };
  try {
    if (isHere) return await ask(signal ?? new AbortController().signal);
    return await new NetworkGate(host).pass(ask, signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof AppError) throw error;
    throw new AppError('hub.unreachable', `${url.origin} does not answer.`, { cause: error });
  }
}

/** Errors: `usage.invalid`. */
export function hubOrigin(hub: string): string {
  const origin = originOf(hub);
  if (origin === undefined) throw new AppError('usage.invalid', `${hub} is no web address.`);
  return origin;
}

function requestOf({
  path,
  body,
  idempotencyKey: given,
  key,
}: {
  path: string;
  body: string;
  idempotencyKey: string;
  key: string;
}): RequestInit {
  const method = body === '' ? 'GET' : 'POST';
  const timestampMs = Date.now();
  const bodySha256 = createHash('sha256').update(body).digest('hex');
  // A job that is retried after its report has changed makes another call.
  const idempotencyKey = `${given}-${bodySha256.slice(0, 16)}`;
  const text = signedText({ method, path, timestampMs, idempotencyKey, bodySha256 });
  return {
    method,
    headers: {
      [hubHeaders.timestamp]: `${timestampMs}`,
      [hubHeaders.idempotencyKey]: idempotencyKey,
      [hubHeaders.signature]: createHmac('sha256', key).update(text).digest('hex'),
      ...(body !== '' && { 'content-type': 'application/json' }),
    },
    ...(body !== '' && { body }),
  };
}

/** A hub's answer is as foreign as any: bounded, and checked. */
async function readAnswer<Answer>(
  answer: Response,
  url: URL,
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const part of answer.body ?? []) {
    sizeBytes += part.byteLength;
    if (sizeBytes > maxAnswerBytes) throw new AppError('hub.invalidAnswer', 'It is too long.');
    parts.push(part);
  }
  let json: unknown;
  try {
    json = JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    throw new AppError('hub.invalidAnswer', `${url.origin} did not answer as a hub does.`);
  }
  if (answer.ok) {
    const parsed = schema.safeParse(json);
    if (parsed.success) return parsed.data;
    throw new AppError('hub.invalidAnswer', `${url.origin} did not answer as a hub does.`);
  }
  const refusal = hubRefusalSchema.safeParse(json).data?.error;
  if (refusal?.code === 'unavailable') throw new AppError('hub.unreachable', refusal.message);
  throw new AppError('hub.refused', refusal?.message ?? `${url.origin} said ${answer.status}.`);
}
