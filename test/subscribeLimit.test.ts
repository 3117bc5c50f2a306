import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressOf, createSubscribeLimit } from '../hub/server/push/subscribeLimit.ts';

const perAddress = { burst: 3, everyMs: 1_000 };
const inAll = { burst: 5, everyMs: 100 };

function limitAt(start = 0) {
  const clock = { ms: start };
  return { clock, take: createSubscribeLimit({ perAddress, inAll, nowMs: () => clock.ms }) };
}

test('an address takes some at once, then one as often as it may', () => {
  const { clock, take } = limitAt(5_000);
  expect([1, 2, 3].map(() => take('a'))).toEqual([undefined, undefined, undefined]);
  expect(take('a')).toBe(1_000);
  clock.ms += 400;
  expect(take('a')).toBe(600);
  // Others are not kept from it.
  expect(take('b')).toBeUndefined();
  clock.ms += 600;
  expect(take('a')).toBeUndefined();
  expect(take('a')).toBe(1_000);
});

test('all addresses together are limited, too; who waits takes nothing', () => {
  const { clock, take } = limitAt();
  expect(['a', 'b', 'c', 'd', 'e'].map(take).every((wait) => wait === undefined)).toBe(true);
  expect(['f', 'g', 'f'].map(take)).toEqual([100, 100, 100]);
  clock.ms += 100;
  expect([take('f'), take('g')]).toEqual([undefined, 100]);
});

test('whatever the order, no address gets more in a span than its rate gives', () => {
  const call = fc.record({ after: fc.integer({ min: 0, max: 900 }), address: fc.nat({ max: 3 }) });
  fc.assert(
    fc.property(fc.array(call, { maxLength: 200 }), (calls) => {
      const { clock, take } = limitAt();
      const taken: { address: number; atMs: number }[] = [];
      for (const { after, address } of calls) {
        clock.ms += after;
        if (take(`${address}`) === undefined) taken.push({ address, atMs: clock.ms });
      }
      for (const [at, first] of taken.entries()) {
        const own = taken.slice(at).filter(({ address }) => address === first.address);
        for (const [count, { atMs }] of own.entries()) {
          const allowed = perAddress.burst + (atMs - first.atMs) / perAddress.everyMs;
          expect(count + 1).toBeLessThanOrEqual(allowed);
        }
      }
    }),
  );
});

test('the address is the one that the last proxy saw; of IPv6 its network', () => {
  const of = (value: string): string => addressOf(new Headers({ 'x-forwarded-for': value }));
  expect(of('198.51.100.7')).toBe('198.51.100.7');
  expect(of('10.0.0.1, 203.0.113.5')).toBe('203.0.113.5');
  expect(of('::ffff:127.0.0.1')).toBe('127.0.0.1');
  expect(of('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
  expect(of('2001:0db8:1:2::9')).toBe('2001:db8:1:2::/64');
  expect(of('2001:db8::1')).toBe('2001:db8:0:0::/64');
  expect(of('::1')).toBe('0:0:0:0::/64');
  expect([of('somebody'), addressOf(new Headers())]).toEqual(['unknown', 'unknown']);
});
