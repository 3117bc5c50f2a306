import { AppError } from '../../base/index.ts';
import type { RemotePath } from './types.ts';

/** True for this machine: such a server may be asked without TLS, and when the user is offline. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** Errors: `endpoint.insecure` for plain HTTP beyond this machine. */
export function refuseInsecure(url: string): void {
  if (new URL(url).protocol === 'https:' || isLoopback(url)) return;
  throw new AppError(
    'endpoint.insecure',
    `${new URL(url).host} would get the key and the texts in the clear.`,
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
