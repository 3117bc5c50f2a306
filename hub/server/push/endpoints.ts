import { createECDH } from 'node:crypto';
import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { PushTarget } from '../../../src/contract/hub/push.ts';

/** Chrome, Edge and their kin; Firefox; Windows; Safari. */
const services =
  /^(?:fcm\.googleapis\.com|(?:[\w-]+\.)*push\.services\.mozilla\.com|(?:[\w-]+\.)+notify\.windows\.com|(?:[\w-]+\.)*push\.apple\.com)$/;

/** Addresses of this machine, of networks that are not public, and of no single machine at all. */
const privateV4 = new BlockList();
for (const network of [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16'],
  ...['172.16.0.0/12', '192.0.0.0/24', '192.168.0.0/16', '198.18.0.0/15', '224.0.0.0/3'],
]) {
  const [address = '', prefix] = network.split('/');
  privateV4.addSubnet(address, Number(prefix), 'ipv4');
}
/** A list of its own: in one of both kinds each address of IPv4 is one of IPv6, too. */
const privateV6 = new BlockList();
// All that is not global unicast, and of that 6to4 and Teredo, which address IPv4.
for (const network of ['::/3', '4000::/2', '8000::/1', '2002::/16', '2001::/32']) {
  const [address = '', prefix] = network.split('/');
  privateV6.addSubnet(address, Number(prefix), 'ipv6');
}

/**
 * Whether the hub sends to an endpoint at all: of a browser's service, or of an origin that whoever
 * runs the hub named (`HUB_PUSH_ORIGINS`). A subscription that names another host would make the hub
 * ask it.
 */
export function isAllowedEndpoint(endpoint: string, ownOrigins: ReadonlySet<string>): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, port, username, password, origin } = new URL(endpoint);
  if (username !== '' || password !== '') return false;
  if (ownOrigins.has(origin)) return true;
  return protocol === 'https:' && port === '' && services.test(hostname);
}

/** A point of P-256 and sixteen bytes, as RFC 8291 wants them. */
export function areKeys({ p256dh, auth }: PushTarget['keys']): boolean {
  if (Buffer.from(auth, 'base64url').length !== 16) return false;
  try {
    const pair = createECDH('prime256v1');
    pair.generateKeys();
    pair.computeSecret(Buffer.from(p256dh, 'base64url'));
    return Buffer.from(p256dh, 'base64url').length === 65;
  } catch {
    return false;
  }
}

/** Names of a service that lead into a private network are not followed. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '', 4);
    const [first] = addresses;
    if (first === undefined || addresses.some(({ address }) => isPrivateAddress(address))) {
      return callback(new Error(`${hostname} is of a private network.`), '', 4);
    }
    return options.all === true
      ? callback(null, addresses)
      : callback(null, first.address, first.family);
  });
};

export function isPrivateAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 0) return true;
  return version === 4 ? privateV4.check(address, 'ipv4') : privateV6.check(address, 'ipv6');
}
