import { createPublicKey, verify } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A message as a service took it. */
export interface ReceivedPush {
  id: string;
  body: Buffer;
  topic: string | undefined;
}

/** What a service says in place of 201; `drop` breaks the connection after it took the message. */
export type PushAnswer = { status: number; retryAfter?: string } | 'drop';

export interface PushService {
  origin: string;
  endpointOf(id: string): string;
  received: ReceivedPush[];
  /** When it took the last one, by `performance.now`. */
  lastAtMs(): number;
  close(): Promise<void>;
}

const maxBytes = 4_096;

/**
 * A push service on 127.0.0.1: takes what RFC 8030 allows and whose VAPID signature (RFC 8292) holds.
 * `answerOf` may have it say something else. With `keepsBodies` false only who got what is kept.
 */
export async function startPushService({
  answerOf = () => undefined,
  keepsBodies = true,
}: {
  answerOf?: (id: string) => PushAnswer | undefined;
  keepsBodies?: boolean;
} = {}): Promise<PushService> {
  const received: ReceivedPush[] = [];
  let origin = '';
  let lastAtMs = 0;
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const id = (request.url ?? '').split('/').at(-1) ?? '';
    const status = problemOf(request, body, origin);
    const answer = status === undefined ? answerOf(id) : { status };
    const isTaken = answer === undefined || answer === 'drop' || answer.status === 201;
    if (isTaken) {
      lastAtMs = performance.now();
      const { topic } = request.headers;
      received.push({
        ...{ id, body: keepsBodies ? body : Buffer.alloc(0) },
        topic: typeof topic === 'string' ? topic : undefined,
      });
    }
    if (answer === 'drop') return request.socket.destroy();
    const { status: code = 201, retryAfter } = answer ?? {};
    response.writeHead(code, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    endpointOf: (id) => `${origin}/push/${id}`,
    received,
    lastAtMs: () => lastAtMs,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function problemOf({ headers }: IncomingMessage, body: Buffer, origin: string): number | undefined {
  if (body.length > maxBytes) return 413;
  if (!/^\d+$/.test(String(headers.ttl)) || headers['content-encoding'] !== 'aes128gcm') return 400;
  const [, token = '', key = ''] =
    /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(headers.authorization ?? '') ?? [];
  return isSigned(token, key, origin) ? undefined : 403;
}

function isSigned(token: string, key: string, origin: string): boolean {
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  if (point.length !== 65) return false;
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) =>
    half.toString('base64url'),
  );
  if (x === undefined || y === undefined) return false;
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } });
  const isRight = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  const { aud, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'));
  return isRight && aud === origin && exp * 1_000 > Date.now();
}
