import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import {
  hubHeaders,
  maxPublishBytes,
  replayWindowMs,
  signedText,
} from '../../src/contract/hub/publish.ts';
import { refuse } from './refusal.ts';

/**
 * The body and key of a call that a desk signed. Errors: refusals for a call that is unsigned,
 * forged, from another time or too large.
 */
export async function readSigned(request: Request, secret: string) {
  const { headers, method, url } = request;
  const body = await readBounded(request);
  const timestamp = headers.get(hubHeaders.timestamp) ?? '';
  const idempotencyKey = headers.get(hubHeaders.idempotencyKey) ?? '';
  const signature = headers.get(hubHeaders.signature) ?? '';
  if (!/^\d{1,15}$/.test(timestamp) || !/^[\w-]{1,100}$/.test(idempotencyKey) || signature === '') {
    throw refuse('unsigned');
  }
  const bodySha256 = createHash('sha256').update(body).digest('hex');
  const timestampMs = Number(timestamp);
  const text = signedText({
    ...{ method: method === 'GET' ? 'GET' : 'POST', path: new URL(url).pathname },
    ...{ timestampMs, idempotencyKey, bodySha256 },
  });
  if (!isSame(signature, hmac(secret, text))) throw refuse('forged');
  if (Math.abs(Date.now() - timestampMs) > replayWindowMs) throw refuse('expired');
  return { body: body.toString('utf8'), idempotencyKey, bodySha256 };
}

/** The path that shows one version of a page to whoever has it, up to a time. */
export function previewPath(secret: string, key: string, version: number, untilMs: number): string {
  const signature = hmac(secret, previewText(key, version, untilMs));
  const query = new URLSearchParams({ key, version: `${version}`, until: `${untilMs}`, signature });
  return `/preview?${query}`;
}

/** What a preview link shows; undefined for one that was altered or is over. */
export function readPreview(secret: string, query: Record<string, unknown>) {
  const { key, version, until, signature } = query;
  if (typeof key !== 'string' || typeof signature !== 'string') return undefined;
  const [number, untilMs] = [Number(version), Number(until)];
  if (!isSame(signature, hmac(secret, previewText(key, number, untilMs)))) return undefined;
  return Date.now() <= untilMs ? { key, version: number } : undefined;
}

function previewText(key: string, version: number, untilMs: number): string {
  return ['trendroom-preview-1', key, version, untilMs].join('\n');
}

function hmac(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}

/** Takes the same time whatever differs. */
function isSame(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Errors: `tooLarge`, or the given one, before it is read to its end. */
export async function readBounded(
  request: Request,
  maxBytes: number = maxPublishBytes,
  code: 'tooLarge' | 'tooLong' = 'tooLarge',
): Promise<Buffer> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw refuse(code);
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const part of request.body ?? []) {
    sizeBytes += part.byteLength;
    if (sizeBytes > maxBytes) throw refuse(code);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
