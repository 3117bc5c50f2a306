import { AppError } from '../../../base/index.ts';

/**
 * Why the hub does not give what was asked for, by its status and its `x-error-code`, as
 * huggingface_hub tells them apart (hf_raise_for_status). `what` is named in the message.
 */
export function hubRefusal(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  { host, what }: { host: string; what: string },
): AppError {
  const code = headers.get('x-error-code');
  if (code === 'GatedRepo' || status === 403) {
    return new AppError(
      'model.gated',
      `${host} gives ${what} only to people who signed in and accepted its terms (${status}).`,
    );
  }
  if (status === 401 || status === 404) {
    const missing = code === 'EntryNotFound' ? 'it has no such file' : 'not there, or not public';
    return new AppError('model.notOnHub', `${host} does not give ${what}: ${missing} (${status}).`);
  }
  if (status === 429 || status >= 500) {
    const why = status === 429 ? 'has too many requests' : 'has a fault';
    return new AppError('network.unavailable', `${host} ${why} just now (${status}).`);
  }
  return new AppError('model.hubInvalid', `${host} answers ${status} for ${what}.`);
}
