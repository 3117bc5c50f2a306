import type { IncomingMessage, ServerResponse } from 'node:http';
import { toOpenAiError } from '../../contract/index.ts';
import { isPlainTarget } from './isPlainTarget.ts';
import { isOpenAiPath } from './openAiArea.ts';

export interface Refusal {
  status: 400 | 401 | 403 | 404 | 421 | 503;
  reason: string;
}

/** Headers that decide who asks and where a body ends; of two, a proxy may read the other one. */
const singleHeaders = [
  'authorization',
  'content-length',
  'host',
  'origin',
  'sec-fetch-dest',
  'sec-fetch-site',
  'sec-websocket-protocol',
  'transfer-encoding',
];

/**
 * Why a request or a WebSocket upgrade is not answered, or undefined when it may go on. It reads
 * nothing but the head. What is ambiguous is refused first. The Host check stops DNS rebinding (a
 * foreign name that was made to lead to 127.0.0.1), and `localhost`, which may lead to ::1, where
 * another program may listen. The others stop foreign pages, also those that another port of this
 * machine serves; no page can forge `Sec-Fetch-Site`. A window may be led to the page from elsewhere,
 * as the file does that `serve --open` opens: the page holds nothing without the token, and another
 * site neither reads nor frames it.
 */
export function refuse(
  request: IncomingMessage,
  port: number,
  /** A page of another origin asks for what it may ask for. */
  isNamedPage = false,
): Refusal | undefined {
  const { headers, headersDistinct, httpVersion, url = '' } = request;
  if (httpVersion !== '1.1') return { status: 400, reason: 'Use HTTP/1.1.' };
  const repeated = singleHeaders.find((name) => (headersDistinct[name]?.length ?? 0) > 1);
  if (repeated !== undefined) return { status: 400, reason: `Send one ${repeated} header.` };
  if (headers.host === undefined) return { status: 400, reason: 'Send a host header.' };
  if (headers['transfer-encoding'] !== undefined && headers['content-length'] !== undefined) {
    return { status: 400, reason: 'Send Content-Length or Transfer-Encoding, not both.' };
  }
  const coding = headers['transfer-encoding'] ?? 'chunked';
  if (coding.toLowerCase() !== 'chunked') {
    return { status: 400, reason: 'Chunked is the only Transfer-Encoding.' };
  }
  if (!isPlainTarget(url)) return { status: 400, reason: 'The address is not valid.' };
  const host = `127.0.0.1:${port}`;
  if (headers.host !== host) return { status: 421, reason: `Only ${host} is served.` };
  if (isNamedPage) return undefined;
  if (headers.origin !== undefined && headers.origin !== `http://${host}`) {
    return { status: 403, reason: 'Requests from other pages are rejected.' };
  }
  const site = headers['sec-fetch-site'];
  const isOwn = site === undefined || site === 'same-origin' || site === 'none';
  const isWindow = request.method === 'GET' && headers['sec-fetch-dest'] === 'document';
  if (!isOwn && !(site === 'cross-site' && isWindow)) {
    return { status: 403, reason: 'Requests from other sites are rejected.' };
  }
  return undefined;
}

/** Says why and ends the connection: where the next request would begin is not to be trusted. */
export function answerRefusal(
  { url = '' }: IncomingMessage,
  response: ServerResponse,
  { status, reason }: Refusal,
): void {
  const isOpenAi = isOpenAiPath(url.split('?', 1)[0] ?? '');
  response.writeHead(status, {
    'content-type': isOpenAi ? 'application/json' : 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  });
  const error = toOpenAiError({ status, message: reason, code: 'request_refused' });
  response.end(isOpenAi ? JSON.stringify(error) : `${reason}\n`);
}
