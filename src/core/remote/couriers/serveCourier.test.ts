import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { batchIdSchema, endpointIdSchema } from '../../../contract/index.ts';
import { lockFile } from '../../db/index.ts';
import { type FakeServer, startFakeServer } from '../testing/fakeServer.ts';
import { listCouriers, lockName } from './journal/journalFiles.ts';
import { type Journal, readJournal } from './journal/readJournal.ts';
import type { FromCourier, ToCourier } from './messages.ts';
import { ServedCourier } from './serveCourier.ts';

const courierId = 'one';
const key = 'canary-key';
let folder: string;
let server: FakeServer;
let told: FromCourier[];
let exits: number;
let courier: ServedCourier;
/** Requests that wait for their answers. */
let waiting: (() => void)[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-courier-'));
  waiting = [];
  server = await startFakeServer((_asked, response) => {
    waiting.push(() => response.end('{"answer":true}'));
    return undefined;
  });
  told = [];
  exits = 0;
  courier = new ServedCourier({
    send: (message) => told.push(message),
    lock: lockFile,
    exit: () => {
      exits++;
    },
  });
  courier.receive({ type: 'open', folder, courierId });
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const send = (number: number): ToCourier => ({
  type: 'send',
  number,
  row: {
    batchId: batchIdSchema.parse('b'),
    customId: `row-${number}`,
    attempts: 0,
    usage: { inputTokens: 0, outputTokens: 0, cost: 0 },
    endpoint: { id: endpointIdSchema.parse('e'), model: 'tiny', inputPrice: 0, outputPrice: 0 },
  },
  target: {
    id: endpointIdSchema.parse('e'),
    name: 'GPU',
    url: server.url,
    caPem: '',
    proxyUrl: '',
  },
  key,
  request: { path: '/v1/chat/completions', body: '{"text":"canary-text"}', timeoutMs: 10_000 },
});
const journal = (): Journal => readJournal(listCouriers(folder).get(courierId) ?? []);
const left = (): (string | undefined)[] => journal().left.map(({ text }) => text);
const underWay = (count: number): Promise<void> =>
  vi.waitFor(() => expect(waiting).toHaveLength(count), { timeout: 10_000 });
const settled = (): Promise<void> => vi.waitFor(() => expect(exits).toBe(1), { timeout: 10_000 });

test('what it sends is noted before, the answer is too, and both go when it is kept', async () => {
  expect(told).toEqual([{ type: 'ready' }]);
  courier.receive(send(1));
  expect(left()).toEqual([undefined]);
  await underWay(1);
  waiting[0]?.();
  await vi.waitFor(() => expect(told).toHaveLength(2), { timeout: 10_000 });
  expect(told[1]).toMatchObject({ type: 'answered', number: 1, text: '{"answer":true}' });
  expect(left()).toEqual(['{"answer":true}']);
  courier.receive({ type: 'kept', numbers: [1] });
  expect(left()).toEqual([]);
  courier.receive({ type: 'end' });
  expect([exits, await readdir(folder)]).toEqual([1, []]);
});

test('neither the key nor what is asked is on the disk', async () => {
  courier.receive(send(1));
  await underWay(1);
  expect(server.asked[0]?.authorization).toBe(`Bearer ${key}`);
  for (const name of await readdir(folder)) {
    const text = await readFile(join(folder, name), 'latin1');
    expect(text).not.toContain('canary');
  }
});

test('alone, it finishes what is under way, takes nothing new, leaves the answers and ends', async () => {
  courier.receive(send(1));
  courier.receive(send(2));
  await underWay(2);
  courier.alone();
  courier.receive(send(3));
  expect(journal().isAlone).toBe(true);
  expect(left()).toEqual([undefined, undefined]);
  expect(lockFile(join(folder, lockName(courierId)))).toBeUndefined();
  for (const answer of waiting) answer();
  await settled();
  expect(left()).toEqual(['{"answer":true}', '{"answer":true}']);
  expect(server.asked).toHaveLength(2);
  lockFile(join(folder, lockName(courierId)))?.release();
});

test('alone, with a server that goes away, nothing is left to wait for', async () => {
  courier.receive(send(1));
  await underWay(1);
  courier.alone();
  await server.close();
  await settled();
  expect(await readdir(folder)).toEqual([]);
});

test('told to end, it gives up what is under way', async () => {
  courier.receive(send(1));
  await underWay(1);
  courier.receive({ type: 'end' });
  expect([exits, await readdir(folder)]).toEqual([1, []]);
});

test('a request that is given up is over, others go on', async () => {
  courier.receive(send(1));
  courier.receive(send(2));
  await underWay(2);
  courier.receive({ type: 'giveUp', number: 1 });
  await vi.waitFor(() => expect(told).toHaveLength(2), { timeout: 10_000 });
  expect(told[1]).toMatchObject({ type: 'failed', number: 1 });
  expect(journal().left.map(({ row }) => row.customId)).toEqual(['row-2']);
});
