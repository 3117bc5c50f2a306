import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { NetworkGate } from './networkGate.ts';

const notAllowed = expect.objectContaining({ code: 'network.notAllowed' });

test('what is under way ends when the user goes offline; what comes after does not', async () => {
  const host = { networkAllowed: true };
  const gate = new NetworkGate(host);
  const forever = (signal: AbortSignal) => sleep(20_000, undefined, { signal });
  const both = Promise.allSettled([gate.pass(forever), gate.pass(forever)]);
  host.networkAllowed = false;
  expect((await both).map((each) => each.status === 'rejected' && each.reason)).toEqual([
    notAllowed,
    notAllowed,
  ]);
  host.networkAllowed = true;
  expect(await gate.pass((signal) => sleep(500, 'whole', { signal }))).toBe('whole');
});

test('a caller that gives up, and a failure, are told as they are', async () => {
  const gate = new NetworkGate({ networkAllowed: true });
  const stop = new AbortController();
  const given = gate.pass((signal) => sleep(20_000, undefined, { signal }), stop.signal);
  stop.abort(new Error('given up'));
  await expect(given).rejects.toThrow('given up');
  await expect(gate.pass(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});

test('a setting that cannot be read does not end what is under way', async () => {
  const gate = new NetworkGate({
    get networkAllowed(): boolean {
      throw new Error('The library is closed.');
    },
  });
  expect(await gate.pass((signal) => sleep(500, 'whole', { signal }))).toBe('whole');
});
