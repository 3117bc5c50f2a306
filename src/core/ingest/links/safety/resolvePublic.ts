import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { AppError } from '../../../base/index.ts';
import { isPrivateAddress } from './isPrivateAddress.ts';

/** Decides on addresses; for tests, that have no public ones. */
export type IsRefused = (address: string) => boolean;

/**
 * The address of a host, all of whose addresses may be reached. Connecting to the very address
 * that was looked at leaves no room for a name that changes its mind.
 * Errors: `link.privateAddress`, `network.unavailable`.
 */
export async function resolvePublic(
  host: string,
  isRefused: IsRefused = isPrivateAddress,
): Promise<string> {
  const name = host.replace(/^\[(.*)\]$/, '$1');
  const addresses = isIP(name) === 0 ? await addressesOf(name) : [name];
  const refused = addresses.find((address) => isRefused(address));
  if (refused !== undefined) {
    const where = refused === name ? name : `${name} (${refused})`;
    throw new AppError('link.privateAddress', `${where} is inside a private network.`);
  }
  const [first] = addresses;
  if (first === undefined) throw new AppError('network.unavailable', `${name} has no address.`);
  return first;
}

async function addressesOf(name: string): Promise<string[]> {
  try {
    return (await lookup(name, { all: true })).map(({ address }) => address);
  } catch (error) {
    throw new AppError('network.unavailable', `The name ${name} cannot be resolved.`, {
      cause: error,
    });
  }
}
