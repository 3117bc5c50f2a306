import type { FormData } from 'undici';
import { jsonSchema } from '../../../../contract/index.ts';
import type { RemoteRequest, SentRequest } from '../types.ts';
import { RemoteError } from './remoteError.ts';

/** undici is loaded with the first request; its forms are not Node's own. */
export function isForm(body: object): body is FormData {
  return Object.prototype.toString.call(body) === '[object FormData]';
}

/** The request as text, unless it is a form. */
export function sentRequest(request: RemoteRequest): SentRequest {
  const { path, body, streamed, timeoutMs, maxBytes } = request;
  return {
    path,
    timeoutMs,
    ...(maxBytes !== undefined && { maxBytes }),
    ...(body !== undefined && { body: isForm(body) ? body : JSON.stringify(body) }),
    ...(streamed !== undefined && { streamed }),
  };
}

/** What a server answered, not yet validated. Errors: RemoteError `endpoint.invalidAnswer`. */
export function parseAnswer(text: string, serverName: string): unknown {
  try {
    return jsonSchema.parse(JSON.parse(text));
  } catch (error) {
    const message = `${serverName} returned incomplete or invalid JSON.`;
    const failure = { retryable: true, reached: true };
    throw new RemoteError('endpoint.invalidAnswer', message, failure, error);
  }
}
