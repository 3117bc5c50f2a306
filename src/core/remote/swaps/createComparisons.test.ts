import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type BatchRequest,
  type Comparison,
  type Endpoint,
  endpointFieldsSchema,
  type RequestSet,
} from '../../../contract/index.ts';
import { silentLogger, systemClock } from '../../base/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { createMemorySecrets, createNodeHost } from '../../host/index.ts';
import { createJobQueue, type JobQueue } from '../../jobs/index.ts';
import { createEndpoints, type Endpoints } from '../endpoints/createEndpoints.ts';
import { type FakeServer, startFakeServer } from '../testing/fakeServer.ts';
import { mediaWithoutSound } from '../testing/mediaWithoutSound.ts';
import { type Comparisons, createComparisons } from './createComparisons.ts';
import { createRequestSets, type RequestSets } from './createRequestSets.ts';
import { createSwitches, type Switches } from './createSwitches.ts';

let temporary: TemporaryLibrary;
let endpoints: Endpoints;
let switches: Switches;
let comparisons: Comparisons;
let sets: RequestSets;
let queue: JobQueue;
let old: FakeServer;
let next: FakeServer;
let networkAllowed: boolean;

beforeEach(async () => {
  temporary = await temporaryLibrary();
  networkAllowed = true;
  const { library } = temporary;
  const host = createNodeHost({
    ...{ libraryDir: '', modelsDir: '', logger: silentLogger, secrets: createMemorySecrets() },
  });
  endpoints = createEndpoints({
    library,
    host: {
      ...host,
      get networkAllowed() {
        return networkAllowed;
      },
    },
  });
  switches = createSwitches({ library, logger: silentLogger });
  comparisons = createComparisons({
    ...{ library, servers: endpoints.servers, switches, queue: () => queue },
    media: mediaWithoutSound(library),
  });
  openQueue();
  sets = createRequestSets(library);
  [old, next] = [await startFakeServer(), await startFakeServer()];
});
afterEach(async () => {
  await queue.dispose();
  await endpoints.dispose();
  await old.close();
  await next.close();
  await temporary.remove();
});

function openQueue(): void {
  const { library } = temporary;
  const tools = { library, clock: systemClock, logger: silentLogger };
  queue = createJobQueue({ ...tools, kinds: [comparisons.kind] });
  queue.start();
}

const schema = { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] };
const requests = (count: number): BatchRequest[] =>
  Array.from({ length: count }, (_, index) => ({
    customId: `row-${index}`,
    body: {
      messages: [{ role: 'user', content: `Number ${index}` }],
      response_format: { type: 'json_schema', json_schema: { name: 'ok', schema } },
    },
  }));
const save = (count: number): RequestSet =>
  sets.create({ name: 'Verdicts', kind: 'chat' }, requests(count));

async function add(server: FakeServer, more = {}): Promise<Endpoint> {
  const fields = { name: 'GPU box', role: 'chat', url: server.url, ...more };
  const { id } = await endpoints.add(endpointFieldsSchema.parse(fields));
  return endpoints.approve(id, true);
}

async function ended({ id }: Comparison): Promise<Comparison> {
  for await (const comparison of comparisons.watch(id)) {
    if (comparison.state !== 'running') return comparison;
  }
  throw new Error('It did not end.');
}

const all = { show: 'all', offset: 0, limit: 100 } as const;
const first = async () => (await endpoints.servers.candidates('chat'))[0]?.id;

/** Answers `No` to everything, and words where JSON is wanted to the fifth. */
function differently({ body }: { body: Record<string, unknown> }): unknown {
  const content = JSON.stringify(body).includes('Number 4') ? 'Yes!' : '{"ok":false}';
  return {
    model: 'new-model',
    choices: [{ message: { content } }],
    usage: { prompt_tokens: 5, completion_tokens: 3 },
  };
}

test('both answers to each request are kept, with the model that made each', async () => {
  const [from, to] = [await add(old), await add(next, { name: 'New one' })];
  next.answer = differently;
  const comparison = await ended(await comparisons.start(save(5).id, from.id, to.id));
  expect(comparison).toMatchObject({
    ...{ state: 'done', setName: 'Verdicts', requests: 5, compared: 5, agreement: 0 },
    from: { name: 'GPU box', model: 'tiny', valid: 5, outputTokens: 10 },
    to: { name: 'New one', valid: 4, outputTokens: 15 },
  });
  expect(comparison.from.p50Ms).toBeGreaterThan(0);
  expect(comparison.from.p95Ms).toBeGreaterThanOrEqual(comparison.from.p50Ms);
  const { pairs, total } = comparisons.pairs(comparison.id, all);
  expect([total, pairs.map(({ customId }) => customId)]).toEqual([
    5,
    ['row-0', 'row-1', 'row-2', 'row-3', 'row-4'],
  ]);
  expect(pairs[0]).toMatchObject({
    request: { messages: [{ content: 'Number 0' }] },
    from: { valid: true, text: '{"ok":true}', model: 'tiny' },
    to: { valid: true, text: '{"ok":false}', model: 'new-model' },
    agreement: 0,
  });
  expect(pairs[4]).toMatchObject({ to: { valid: false, text: 'The response is not valid JSON.' } });
  expect(pairs[4]).not.toHaveProperty('agreement');
  const shown = (show: 'different' | 'invalid') =>
    comparisons.pairs(comparison.id, { ...all, show }).pairs.map(({ customId }) => customId);
  expect(shown('invalid')).toEqual(['row-4']);
  expect(shown('different')).toHaveLength(5);
  expect(comparisons.list().map(({ id }) => id)).toEqual([comparison.id]);
});

test('a server that fails has failed answers; without consent or network nothing is asked', async () => {
  const [from, to] = [await add(old), await add(next)];
  await next.close();
  const { id: setId } = save(2);
  const comparison = await ended(await comparisons.start(setId, from.id, to.id));
  expect(comparison).toMatchObject({ state: 'done', from: { valid: 2 }, to: { valid: 0 } });
  expect(comparison).not.toHaveProperty('agreement');

  const refusal = (code: string) => expect.objectContaining({ code });
  const start = (a: Endpoint, b: Endpoint) => comparisons.start(setId, a.id, b.id);
  await expect(start(from, from)).rejects.toThrow(refusal('usage.invalid'));
  const other = await add(old, { role: 'embedding' });
  await expect(start(from, other)).rejects.toThrow(refusal('usage.invalid'));
  await endpoints.approve(to.id, false);
  await expect(start(from, to)).rejects.toThrow(refusal('endpoint.notApproved'));
  const far = await add(old, { name: 'Far' });
  networkAllowed = false;
  await endpoints.change(far.id, { url: 'https://gpu.example' });
  await endpoints.approve(far.id, true);
  const before = old.asked.length;
  expect(await ended(await start(far, from))).toMatchObject({
    ...{ state: 'failed', compared: 0, error: { code: 'network.notAllowed' } },
  });
  expect(old.asked.length).toBe(before);
});

test('consent that is taken back stops it, and what was answered is kept', async () => {
  const [from, to] = [await add(old), await add(next)];
  let answers = 0;
  next.answer = (asked) => {
    answers++;
    if (answers === 3) void endpoints.approve(from.id, false);
    return differently(asked);
  };
  const comparison = await ended(await comparisons.start(save(20).id, from.id, to.id));
  expect(comparison).toMatchObject({ state: 'failed', error: { code: 'endpoint.notApproved' } });
  expect(comparison.compared).toBeGreaterThan(0);
  expect(comparison.compared).toBeLessThan(5);
});

test('a cancelled one keeps what it has; one whose process ended goes on with the next request', async () => {
  const [from, to] = [await add(old), await add(next)];
  let answers = 0;
  next.answer = (asked) => {
    answers++;
    // The third is never answered.
    return answers > 2 ? undefined : differently(asked);
  };
  const { id } = await comparisons.start(save(9).id, from.id, to.id);
  await expect.poll(() => answers).toBe(3);
  await expect(comparisons.remove(id)).rejects.toMatchObject({ code: 'comparison.inUse' });
  expect(await comparisons.cancel(id)).toMatchObject({ state: 'cancelled', compared: 2 });

  answers = 0;
  const second = await comparisons.start(save(9).id, from.id, to.id);
  await expect.poll(() => answers).toBe(3);
  await queue.dispose();
  expect(comparisons.get(second.id)).toMatchObject({ state: 'running', compared: 2 });
  next.answer = differently;
  old.asked.length = 0;
  openQueue();
  expect(await ended(second)).toMatchObject({ state: 'done', compared: 9 });
  expect(old.asked).toHaveLength(7);
  expect(await comparisons.remove(id)).toBe(true);
  expect(() => comparisons.get(id)).toThrow(
    expect.objectContaining({ code: 'comparison.notFound' }),
  );
});

test('a decision puts the chosen server first, and rolling back gives the order back', async () => {
  const from = await add(old);
  const to = await add(next, { name: 'New one', priority: 7 });
  const third = await add(next, { name: 'Third', priority: 3 });
  const { id } = await ended(await comparisons.start(save(1).id, from.id, to.id));
  expect(comparisons.decide(id, 'from').decision).toMatchObject({ kept: 'from' });
  expect(switches.list()).toEqual([]);
  expect(comparisons.decide(id, 'to').decision).toMatchObject({ kept: 'to' });
  expect(await first()).toBe(to.id);
  const [made] = switches.list();
  expect(made).toMatchObject({
    role: 'chat',
    from: { id: from.id, name: 'GPU box', model: 'tiny' },
    to: { id: to.id, name: 'New one', model: 'tiny' },
    comparisonId: id,
    canRollBack: true,
  });
  switches.prefer(third.id);
  const refusal = expect.objectContaining({ code: 'switch.overtaken' });
  expect(() => switches.rollBack(made?.id ?? 0)).toThrow(refusal);
  expect(switches.rollBack(switches.list()[0]?.id ?? 0)).toBe(to.id);
  expect(switches.rollBack(made?.id ?? 0)).toBe(from.id);
  const order = (await endpoints.list()).endpoints.map(({ id: each, priority }) => [
    each,
    priority,
  ]);
  expect(order).toEqual([
    [from.id, 0],
    [third.id, 3],
    [to.id, 7],
  ]);
  expect(switches.list().map(({ canRollBack }) => canRollBack)).toEqual([false, false]);
});

test('a set is whole or not there, and takes its comparisons along', async () => {
  const twice = [...requests(1), ...requests(1)];
  const named = { name: 'Twice', kind: 'chat' } as const;
  const refusal = (code: string) => expect.objectContaining({ code });
  expect(() => sets.create(named, twice)).toThrow(refusal('batch.duplicateId'));
  expect(sets.list()).toEqual([]);
  const set = save(3);
  expect(sets.list()).toEqual([set]);
  expect(sets.requests(set.id, { offset: 1, limit: 1 })).toMatchObject({
    ...{ total: 3, requests: [{ customId: 'row-1' }] },
  });
  const [from, to] = [await add(old), await add(next)];
  const { id } = await ended(await comparisons.start(set.id, from.id, to.id));
  expect(sets.remove(set.id)).toBe(true);
  expect(() => comparisons.get(id)).toThrow(refusal('comparison.notFound'));
  await expect(comparisons.start(set.id, from.id, to.id)).rejects.toThrow(
    refusal('requestSet.notFound'),
  );
});
