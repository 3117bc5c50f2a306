import { isIP } from 'node:net';
import { AppError } from '../../../base/index.ts';
import { isPrivateAddress } from './isPrivateAddress.ts';
import type { IsRefused } from './resolvePublic.ts';

/**
 * Refuses a link whose host is written as a private address, or is this machine by name: what can
 * be told without asking anybody. Errors: `link.privateAddress`.
 */
export function refuseNumbers(url: string, isRefused: IsRefused = isPrivateAddress): void {
  const host = new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
  const isNumber = isIP(host) !== 0;
  if (isNumber ? !isRefused(host) : !/(?:^|\.)localhost\.?$/i.test(host)) return;
  throw new AppError('link.privateAddress', `${host} is inside a private network.`);
}
