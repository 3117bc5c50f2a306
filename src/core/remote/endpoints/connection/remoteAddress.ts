import { AppError } from '../../../base/index.ts';
import { isLoopback } from '../../isLoopback.ts';
import type { RemotePath } from '../types.ts';

/** A server on this machine may be asked without TLS, and when the user is offline. */
export function isOnThisMachine(url: string): boolean {
  return isLoopback(new URL(url));
}

/** Errors: `endpoint.insecure` for plain HTTP beyond this machine. */
export function refuseInsecure(url: string): void {
  if (new URL(url).protocol === 'https:' || isOnThisMachine(url)) return;
  throw new AppError(
    'endpoint.insecure',
    `${new URL(url).host} would receive the API key and data unencrypted.`,
  );
}

/** Servers are entered with and without `/v1` at their end. */
export function addressOf(url: string, path: RemotePath): URL {
  const address = new URL(url);
  address.pathname = address.pathname.replace(/\/+$/, '').replace(/\/v1$/, '') + path;
  address.search = '';
  address.hash = '';
  address.username = '';
  address.password = '';
  return address;
}
