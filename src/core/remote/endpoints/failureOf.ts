import { z } from 'zod';
import { hasSystemCode, withoutSecrets } from '../../base/index.ts';
import { RemoteError } from './connection/remoteError.ts';

const maxRetryAfterMs = 3_600_000;
const maxWords = 300;

/** OpenAI's and FastAPI's ways to say what is wrong. */
const messageSchema = z.union([
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error.message),
  z.object({ message: z.string() }).transform(({ message }) => message),
  z.object({ error: z.string() }).transform(({ error }) => error),
  z.object({ detail: z.string() }).transform(({ detail }) => detail),
]);

/**
 * What an HTTP status means. `text` is the answer's beginning, hostile; `key` is never repeated.
 */
export function statusError(
  name: string,
  status: number,
  { text, retryAfter, key }: { text: string; retryAfter: string | null; key?: string },
): RemoteError {
  const words = serverMessage(text, key);
  const said = `${name} answered ${status}${words === '' ? '' : `: ${words}`}`;
  if (status >= 300 && status < 400) {
    return new RemoteError(
      'endpoint.refused',
      `${name} redirects to another address (${status}). Enter that address instead.`,
      { retryable: false, reached: true },
    );
  }
  if (status === 401 || status === 403) {
    return new RemoteError('endpoint.keyRefused', said, { retryable: false, reached: true });
  }
  if (status === 429 || status === 503) {
    const retryAfterMs = retryAfterOf(retryAfter, Date.now());
    return new RemoteError('endpoint.busy', said, {
      retryable: true,
      reached: true,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  }
  if (status >= 500) {
    return new RemoteError('endpoint.failed', said, { retryable: true, reached: true });
  }
  return new RemoteError('endpoint.refused', said, { retryable: false, reached: true });
}

const neverLeft = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/** What a broken connection means. */
export function connectionError(name: string, error: unknown): RemoteError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reached = !hasSystemCode(cause, ...neverLeft);
  const isTimeout = error instanceof Error && error.name === 'TimeoutError';
  const why = isTimeout ? 'timed out' : cause instanceof Error ? cause.message : 'no response';
  const message = `${name} cannot be reached: ${serverMessage(why)}`;
  return new RemoteError('endpoint.unreachable', message, { retryable: true, reached }, error);
}

/** RFC 9110: seconds, or a date. Never more than an hour. */
export function retryAfterOf(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : undefined;
  const waitMs = seconds === undefined ? Date.parse(header) - nowMs : seconds * 1_000;
  return Number.isFinite(waitMs) ? Math.min(maxRetryAfterMs, Math.max(0, waitMs)) : undefined;
}

/** A server's own words, safe to show and to log: one line, short, without the key. */
export function serverMessage(text: string, key?: string): string {
  const secrets = key === undefined ? [] : [key];
  // Before tags are removed, which may cut a key, and again where JSON wrote it in another way.
  const clean = withoutSecrets(text, secrets);
  let words = clean;
  try {
    const parsed = messageSchema.safeParse(JSON.parse(clean));
    if (parsed.success) words = parsed.data;
  } catch {
    // Not JSON: an error page of something in between.
    // An unclosed tag ends where the next begins: looking on from each to the end takes minutes.
    words = clean.replaceAll(/<[^<>]*>/g, ' ');
  }
  return withoutSecrets(words, secrets)
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, maxWords);
}
