import { isIP } from 'node:net';
import { AppError } from '../../../base/index.ts';

const maxRedirects = 5;

export interface HubRequest {
  url: URL;
  headers: Record<string, string>;
  /** Ends the request and the reading of its body. */
  signal: AbortSignal;
}

export interface HubResponse {
  response: Response;
  /** The hub's own SHA-256 of the file, which it tells before it redirects to its storage. */
  linkedSha256: string | undefined;
}

/**
 * A GET that follows redirects by hand: only to https and a name (or, for a hub on this machine,
 * to this machine), and keeping what the hub says of the file on the way.
 * Errors: `network.unavailable`, `model.noSource`; an abort is thrown as it is.
 */
export async function hubRequest(request: HubRequest): Promise<HubResponse> {
  let { url } = request;
  let linkedSha256: string | undefined;
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const response = await get(url, request);
    linkedSha256 ??= sha256Of(response.headers.get('x-linked-etag'));
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) {
      return { response, linkedSha256: linkedSha256 ?? sha256Of(response.headers.get('etag')) };
    }
    await response.body?.cancel();
    const next = new URL(location, url);
    if (!isStorage(next, request.url)) {
      throw new AppError(
        'model.noSource',
        `${url.host} redirects to ${next.protocol}//${next.host}.`,
      );
    }
    url = next;
  }
  throw new AppError(
    'model.noSource',
    `${request.url.host} redirects more than ${maxRedirects} times.`,
  );
}

async function get(url: URL, { headers, signal }: HubRequest): Promise<Response> {
  try {
    return await fetch(url, {
      // Compressed bytes could be neither resumed nor hashed.
      headers: { ...headers, 'accept-encoding': 'identity' },
      redirect: 'manual',
      signal,
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new AppError(
      'network.unavailable',
      `${url.host} cannot be reached: ${reasonOf(error)}.`,
      {
        cause: error,
      },
    );
  }
}

/** fetch hides the reason, such as ENOTFOUND, in the cause of its error. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}

function sha256Of(etag: string | null): string | undefined {
  return /^(?:W\/)?"?([0-9a-f]{64})"?$/.exec(etag ?? '')?.[1];
}

/** Https to a name; numbers are those of a private network, or of nobody who vouches for a hub. */
function isStorage(next: URL, hub: URL): boolean {
  if (isLoopback(hub) && isLoopback(next)) return true;
  const isNumber = isIP(next.hostname.replace(/^\[(.*)\]$/, '$1')) !== 0;
  return next.protocol === 'https:' && !isLoopback(next) && (!isNumber || next.host === hub.host);
}

export function isLoopback(url: URL): boolean {
  return url.hostname === '127.0.0.1' || url.hostname === 'localhost' || url.hostname === '[::1]';
}
