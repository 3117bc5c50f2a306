import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EventCounts } from '../src/contract/index.ts';
import { Loopback } from './support/loopback.ts';
import { Terminal } from './support/terminal.ts';

vi.setConfig({ testTimeout: 240_000 });

/** As the system kills what takes too much memory: in the middle of whatever it does. */
const token = 'k'.repeat(43);
const batches = 120;
const batchEvents = 50;
const atMs = Date.now() - 3_600_000;

const batch = (number: number) =>
  JSON.stringify(
    Array.from({ length: batchEvents }, (_, at) => ({
      ...{ id: `${number}-${at}`, name: 'conversion', person: `p${(number * 7 + at) % 400}` },
      ...{ consent: 'granted', atMs: atMs + at, properties: { goal: 'signup', value: 1 } },
    })),
  );

/** A client that sends a batch until it is told that it was taken. How often it had to try again. */
async function sendUntilTaken(address: () => string, number: number): Promise<number> {
  for (let tries = 0; ; tries++) {
    try {
      const answer = await fetch(address(), { method: 'POST', body: batch(number) });
      await answer.arrayBuffer();
      if (answer.status === 202) return tries;
      if (answer.status < 500) expect.fail(`The batch was refused with ${answer.status}.`);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    await sleep(50);
  }
}

/** Sends all batches, four at a time; `kill` is called after each third of them. */
async function sendAll(address: () => string, kill: () => Promise<void>): Promise<number> {
  let next = 0;
  let repeated = 0;
  let killing = Promise.resolve();
  const lane = async (): Promise<void> => {
    while (next < batches) {
      const number = next++;
      if (number === batches / 3 || number === (batches / 3) * 2) killing = killing.then(kill);
      repeated += await sendUntilTaken(address, number);
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  await killing;
  return repeated;
}

const day = new Date(atMs).toISOString().slice(0, 10);
const all = { counts: [{ name: 'conversion', day, events: batches * batchEvents, people: 400 }] };

let end: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  end = [];
});
afterEach(async () => {
  for (const work of end.toReversed()) await work();
});

test('a core that is killed under load loses no event that was taken, and counts none twice', async () => {
  const host = await Loopback.open({
    collector: { origins: [], token },
    restartDelaysMs: [50, 50],
  });
  end.push(() => host.close());
  const pids: unknown[] = [];
  const repeated = await sendAll(
    () => `http://127.0.0.1:${host.server.port}/collect?token=${token}`,
    async () => {
      await expect.poll(() => host.server.corePid !== undefined, { timeout: 30_000 }).toBe(true);
      pids.push(host.server.corePid);
      process.kill(host.server.corePid ?? expect.fail('there is no core'), 'SIGKILL');
    },
  );
  expect([new Set(pids).size, repeated > 0]).toEqual([2, true]);
  const { client } = await host.page();
  expect(await client.events.count()).toMatchObject(all);
});

test('a host that is killed under load and started again neither', async () => {
  const terminal = await Terminal.open();
  end.push(() => terminal.close());
  terminal.give('TRENDROOM_COLLECT_TOKEN', token);
  let address = 'http://127.0.0.1:1/';
  let running: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const child = terminal.start('--json', 'serve', '--collect');
    running = child;
    child.stderr?.resume();
    const [line] = await once(
      createInterface({ input: child.stdout ?? expect.fail('no output') }),
      'line',
    );
    address = JSON.parse(String(line)).collectorUrl;
  };
  await start();
  const kill = async (): Promise<void> => {
    const ended = once(running ?? expect.fail('no host'), 'exit');
    running?.kill('SIGKILL');
    await ended;
    await start();
  };
  expect(await sendAll(() => address, kill)).toBeGreaterThan(0);
  const ended = once(running ?? expect.fail('no host'), 'exit');
  running?.kill('SIGTERM');
  await ended;
  expect(await terminal.json<EventCounts>('events', 'count')).toMatchObject(all);
});
