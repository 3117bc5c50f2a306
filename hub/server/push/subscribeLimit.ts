import { isIPv4, isIPv6 } from 'node:net';

/** So many at once, and another one every so often. */
export interface Rate {
  burst: number;
  everyMs: number;
}

/** An office or a carrier shares one address among many readers. */
export const ratePerAddress: Rate = { burst: 30, everyMs: 10_000 };
/** Of all addresses: what a botnet could fill the database with stays at 36,000 an hour. */
export const rateInAll: Rate = { burst: 600, everyMs: 100 };
const maxAddresses = 10_000;

/**
 * Takes one from an address. How long it must wait first, in milliseconds; undefined where it need not.
 * Who must wait takes nothing.
 */
export type SubscribeLimit = (address: string) => number | undefined;

/**
 * How fast strangers may subscribe at this process, by address and in all. Of each there is the time at
 * which everything taken has come back (the generic cell rate algorithm).
 */
export function createSubscribeLimit({
  perAddress = ratePerAddress,
  inAll = rateInAll,
  nowMs = Date.now,
}: {
  perAddress?: Rate;
  inAll?: Rate;
  nowMs?: () => number;
} = {}): SubscribeLimit {
  const freeAtMs = new Map<string, number>();
  let allFreeAtMs = 0;
  return (address) => {
    const now = nowMs();
    const own = freeAtMs.get(address) ?? 0;
    const waitMs = Math.max(waitOf(own, perAddress, now), waitOf(allFreeAtMs, inAll, now));
    if (waitMs > 0) return waitMs;
    allFreeAtMs = Math.max(allFreeAtMs, now) + inAll.everyMs;
    // Again at the end: those at the beginning took longest ago.
    freeAtMs.delete(address);
    freeAtMs.set(address, Math.max(own, now) + perAddress.everyMs);
    if (freeAtMs.size > maxAddresses) {
      const [oldest] = freeAtMs.keys();
      if (oldest !== undefined) freeAtMs.delete(oldest);
    }
    return undefined;
  };
}

function waitOf(freeAtMs: number, { burst, everyMs }: Rate, now: number): number {
  return Math.max(0, freeAtMs - now - (burst - 1) * everyMs);
}

/**
 * Whose call it is: the last address of `X-Forwarded-For`, which the proxy before the hub adds; earlier
 * ones are whatever the caller wrote. Of IPv6 the network of 64 bits, which is one subscriber's.
 */
export function addressOf(headers: Headers): string {
  const last = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  const mapped = /^::ffff:([\d.]+)$/i.exec(last)?.[1];
  if (mapped !== undefined && isIPv4(mapped)) return mapped;
  if (!isIPv6(last)) return isIPv4(last) ? last : 'unknown';
  const [head = '', tail] = last.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => '0');
  const whole = tail === undefined ? groups : [...groups, ...zeros, ...after];
  const network = whole.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}
