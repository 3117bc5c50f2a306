import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Batch } from '../../src/contract/index.ts';
import { type Device, openDevice } from './support/device.ts';
import { type Fault, type FaultProxy, startFaultProxy } from './support/faultProxy.ts';
import { servers, serversReady, startMs } from './support/servers.ts';

const schema = {
  type: 'object',
  properties: { verdict: { enum: ['keep', 'kill', 'scale'] }, score: { enum: [1, 2, 3] } },
  required: ['verdict', 'score'],
  additionalProperties: false,
};
const response_format = { type: 'json_schema', json_schema: { name: 'verdict', schema } };

const chatAnswerSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })),
});
const verdictSchema = z.strictObject({
  verdict: z.enum(['keep', 'kill', 'scale']),
  score: z.number().int().min(1).max(3),
});

let device: Device;
let proxy: FaultProxy;
beforeAll(() => serversReady('chat', 'embedding'), startMs);
beforeEach(async () => {
  device = await openDevice({ key: servers.key });
  proxy = await startFaultProxy(servers.chatUrl);
});
afterEach(async () => {
  await device.close();
  await proxy.close();
});

const create = (count: number, more: Record<string, unknown> = {}): Promise<Batch> =>
  device.batches.create(
    { name: 'Verdicts', kind: 'chat', place: 'remote' },
    Array.from({ length: count }, (_, index) => ({
      customId: `row-${index}`,
      body: {
        messages: [{ role: 'user', content: `Number ${index}: keep, kill or scale?` }],
        max_tokens: 48,
        ...more,
      } as never,
    })),
  );

async function ended(id: Batch['id']): Promise<Batch> {
  const state = (): string => device.batches.get(id).batch.state;
  await expect.poll(state, { timeout: 150_000, interval: 200 }).toBe('done');
  return device.batches.get(id).batch;
}

/** Every row has its faults, one an attempt, before it gets through. */
function faultsInTurn(faults: readonly Fault[], each: number): FaultProxy['fault'] {
  const tries = new Map<string, number>();
  return (_path, body) => {
    const row = Number(/Number (\d+)/.exec(body)?.[1] ?? -1);
    if (row < 0) return 'none';
    const before = tries.get(`${row}`) ?? 0;
    tries.set(`${row}`, before + 1);
    return before < each ? (faults[(row + before) % faults.length] ?? 'none') : 'none';
  };
}

test('through every fault each row comes back once, valid by its schema', async () => {
  await device.addServer(proxy.url);
  const faults = [
    ...(['late', 'tooMany', 'serverError', 'reset', 'resetInTheMiddle'] as const),
    ...(['truncated', 'wrongJson'] as const),
  ];
  proxy.fault = faultsInTurn(faults, 1);
  const { id } = await create(70, { response_format });
  device.batches.start();
  const { progress } = await ended(id);
  expect(await device.batches.errors(id)).toEqual([]);
  expect({ ...progress, inputTokens: 0, outputTokens: 0, concurrency: 0 }).toMatchObject({
    ...{ rows: 70, waiting: 0, done: 70, failed: 0, rejected: 0, cancelled: 0 },
  });
  for (const fault of faults) expect(proxy.made.get(fault), fault).toBe(10);
  const { rows } = device.batches.rows(id, { offset: 0, limit: 100 });
  for (const { model, response } of rows) {
    expect(model).toBe('tiny-chat');
    const { choices } = chatAnswerSchema.parse(response);
    expect(verdictSchema.safeParse(JSON.parse(choices[0]?.message.content ?? '')).error).toBe(
      undefined,
    );
  }
}, 180_000);

test('a server that goes away in the middle is waited for, and nothing is lost', async () => {
  await device.addServer(proxy.url);
  const { id } = await create(200);
  device.batches.start();
  const done = (): number => device.batches.get(id).batch.progress.done;
  await expect.poll(done, { timeout: 60_000 }).toBeGreaterThan(20);
  proxy.away = true;
  await expect
    .poll(() => device.batches.get(id).batch.waitingFor?.code, { timeout: 60_000 })
    .toBe('endpoint.unreachable');
  proxy.away = false;
  const { progress } = await ended(id);
  expect(progress).toMatchObject({ rows: 200, done: 200, failed: 0 });
}, 180_000);

test('an answer of another model behind the same name is not kept as the right one’s', async () => {
  await device.addServer(proxy.url, 'chat', { model: 'tiny-chat' });
  proxy.fault = () => 'otherModel';
  const { id } = await create(1);
  device.batches.start();
  await ended(id);
  const [row] = device.batches.rows(id, { offset: 0, limit: 1 }).rows;
  // Every stored row names the model that made it.
  expect(row).toMatchObject({ state: 'done', model: 'another' });
}, 60_000);

test('texts are embedded by a real server of that role', async () => {
  await device.addServer(servers.embeddingUrl, 'embedding');
  const { id } = await device.batches.create(
    { name: 'Chunks', kind: 'embeddings', place: 'remote' },
    Array.from({ length: 50 }, (_, index) => ({
      customId: `chunk-${index}`,
      body: { input: `saving money, number ${index}` },
    })),
  );
  device.batches.start();
  const { progress } = await ended(id);
  expect(progress).toMatchObject({ rows: 50, done: 50 });
  const [row] = device.batches.rows(id, { offset: 7, limit: 1 }).rows;
  expect(row?.response).toMatchObject({ data: [{ embedding: { length: 64 } }] });
}, 120_000);
