import { createHash, createHmac, randomUUID } from 'node:crypto';
import {
  hubHeaders,
  type PublishCall,
  type PushCall,
  signedText,
} from '../../src/contract/index.ts';

/** A signed call to a hub, as a desk makes it. Parts that are given replace what is right. */
export function publishCall(
  { origin, secret }: { origin: string; secret: string },
  call: PublishCall | PushCall | string,
  wrong: { timestampMs?: number; idempotencyKey?: string; secret?: string; path?: string } = {},
): Promise<Response> {
  const { timestampMs = Date.now(), idempotencyKey = randomUUID(), path = '/api/pages' } = wrong;
  const body = typeof call === 'string' ? call : JSON.stringify(call);
  const bodySha256 = createHash('sha256').update(body).digest('hex');
  const text = signedText({ method: 'POST', path, timestampMs, idempotencyKey, bodySha256 });
  const signature = createHmac('sha256', wrong.secret ?? secret)
    .update(text)
    .digest('hex');
  return fetch(`${origin}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [hubHeaders.timestamp]: `${timestampMs}`,
      [hubHeaders.idempotencyKey]: idempotencyKey,
      [hubHeaders.signature]: signature,
    },
    body,
  });
}
