import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Context, Hono } from 'hono';
import { collectorPath, maxCollectedBytes } from '../contract/index.ts';
import { AppError } from '../core/base/index.ts';
import type { Keychain } from '../core/host/index.ts';
import { isEqual } from './guard/access.ts';

export interface CollectorOptions {
  /** Of pages that may send events, such as `https://example.com`. Programs send no origin. */
  origins: readonly string[];
  /** Instead of the one in the keychain. */
  token?: string | undefined;
}

/** What a batch was let in with. It opens the collector alone: everybody who sees the page has it. */
export interface Collector {
  readonly token: string;
  readonly origins: readonly string[];
}

/** Stays the same over restarts where the system has a keychain. */
const tokenName = 'collector:token';
/** `sendBeacon` sends no more; of bodies that are longer nothing is read before the token. */
const maxBeaconBytes = 64 * 1_024;
const preflightSeconds = '600';
const types = /^(text\/plain|application\/json)\s*(;|$)/i;

/** Errors: `usage.invalid` for a token that can be guessed. */
export async function createCollector(
  { origins, token }: CollectorOptions,
  keychain: Keychain,
): Promise<Collector> {
  if (token !== undefined && !/^[\w-]{32,}$/.test(token)) {
    const message = 'The collector’s token needs 32 letters and digits or more.';
    throw new AppError('usage.invalid', message);
  }
  return { origins, token: token ?? (await keptToken(keychain)) };
}

async function keptToken(keychain: Keychain): Promise<string> {
  const kept = await keychain.get(tokenName);
  if (kept !== undefined) return kept;
  const made = randomBytes(32).toString('base64url');
  await keychain.set(tokenName, made);
  return made;
}

/** Whether a page of another origin asks for the collector, and was named. */
export function isCollecting(
  { url = '', headers: { origin } }: Pick<IncomingMessage, 'url' | 'headers'>,
  collector: Collector | undefined,
): boolean {
  const isPath = url.split('?', 1)[0] === collectorPath;
  return isPath && origin !== undefined && collector?.origins.includes(origin) === true;
}

/**
 * `POST /collect`: batches of events from pages and programs. The token is in the address, the body
 * or a header, because `sendBeacon` sets no headers. A foreign page may read the answer only when its
 * origin was named; `refuse` has turned away all others.
 */
export function collectorRoutes(
  collector: Collector,
  collect: (request: Request) => Promise<Response | undefined>,
  onError: (error: unknown, path: string) => Response,
): Hono {
  const routes = new Hono();
  routes.all(collectorPath, async (context) => {
    const answer = await answerOf(context).catch((error: unknown) => onError(error, collectorPath));
    return withOrigin(answer, context.req.header('origin'));
  });
  return routes;

  async function answerOf({ req, body }: Context): Promise<Response> {
    if (req.method === 'OPTIONS') return preflight(req.raw);
    if (req.method !== 'POST') return body('Send events with POST.\n', 405, { allow: 'POST' });
    if (!types.test(req.header('content-type') ?? '')) {
      return body('Send JSON as application/json or text/plain.\n', 415);
    }
    const length = req.header('content-length');
    if (length === undefined) return body('Set Content-Length.\n', 411);
    const bytes = Number(length);
    if (bytes > maxCollectedBytes) {
      return body(
        `A batch may have ${maxCollectedBytes / 1_000_000} MB. Send less at a time.\n`,
        413,
      );
    }
    const bearer = /^Bearer ([\w-]+)$/i.exec(req.header('authorization') ?? '')?.[1];
    const shown = req.query('token') ?? bearer;
    const refused = (): Response =>
      body('The collector’s token is missing or wrong: serve --collect prints it.\n', 401);
    if (shown !== undefined) {
      if (!isEqual(shown, collector.token)) return refused();
      return (await collect(req.raw)) ?? body(null, 404);
    }
    if (bytes > maxBeaconBytes) return refused();
    const text = await req.text();
    if (!isEqual(tokenIn(text), collector.token)) return refused();
    const { headers, signal, url } = req.raw;
    const whole = new Request(url, { method: 'POST', headers, signal, body: text });
    return (await collect(whole)) ?? body(null, 404);
  }
}

function tokenIn(text: string): string {
  try {
    const { token }: { token?: unknown } = JSON.parse(text) ?? {};
    return typeof token === 'string' ? token : '';
  } catch {
    return '';
  }
}

function preflight({ headers }: Request): Response {
  const isLocal = headers.get('access-control-request-private-network') === 'true';
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type, authorization',
      'access-control-max-age': preflightSeconds,
      ...(isLocal && { 'access-control-allow-private-network': 'true' }),
    },
  });
}

/** Only named origins come so far. A beacon of JSON counts as one with credentials: nothing reads any. */
function withOrigin(given: Response, origin: string | undefined): Response {
  const answer = new Response(given.body, given);
  answer.headers.set('cache-control', 'no-store');
  answer.headers.set('vary', 'Origin');
  if (origin === undefined) return answer;
  answer.headers.set('access-control-allow-origin', origin);
  answer.headers.set('access-control-allow-credentials', 'true');
  answer.headers.set('cross-origin-resource-policy', 'cross-origin');
  return answer;
}
