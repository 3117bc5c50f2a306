import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type ComparisonEvent,
  type Endpoint,
  endpointFieldsSchema,
} from '../../../shared/index.ts';
import { silentLogger, systemClock } from '../../base/index.ts';
import { createMemorySecrets, createNodeHost } from '../../host/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../library/testing/temporaryLibrary.ts';
import { createBatches } from '../batches/createBatches.ts';
import { createEndpoints, type Endpoints } from '../endpoints/createEndpoints.ts';
import { type FakeServer, startFakeServer } from '../testing/fakeServer.ts';
import { mediaWithoutSound } from '../testing/mediaWithoutSound.ts';
import { compareServers } from './compareServers.ts';

let temporary: TemporaryLibrary;
let endpoints: Endpoints;
let [old, next]: FakeServer[] = [];
beforeEach(async () => {
  temporary = await temporaryLibrary();
  const host = createNodeHost({
    ...{ libraryDir: '', modelsDir: '', logger: silentLogger, secrets: createMemorySecrets() },
  });
  endpoints = createEndpoints({ host, library: temporary.library });
  [old, next] = [await startFakeServer(), await startFakeServer()];
});
afterEach(async () => {
  await endpoints.dispose();
  await old?.close();
  await next?.close();
  await temporary.remove();
});

const schema = { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] };

function makeBatch(rows: number) {
  const { library } = temporary;
  const batches = createBatches({
    ...{ library, servers: endpoints.servers, clock: systemClock, logger: silentLogger },
    local: () => Promise.reject(new Error('not asked')),
    media: mediaWithoutSound(library),
  });
  const { id } = batches.create(
    { name: 'Verdicts', kind: 'chat', place: 'there', paused: true },
    Array.from({ length: rows }, (_, index) => ({
      customId: `row-${index}`,
      body: {
        messages: [{ role: 'user', content: `Number ${index}` }],
        response_format: { type: 'json_schema', json_schema: { name: 'ok', schema } },
      },
    })),
  );
  batches.dispose();
  return id;
}

async function add(server: FakeServer | undefined, more = {}): Promise<Endpoint> {
  const fields = { name: 'GPU box', role: 'chat', url: server?.url, ...more };
  const { id } = await endpoints.add(endpointFieldsSchema.parse(fields));
  return endpoints.approve(id, true);
}

async function compared(from: Endpoint, to: Endpoint, requests: number) {
  const events: ComparisonEvent[] = [];
  const { library } = temporary;
  const input = { from: from.id, to: to.id, batchId: makeBatch(10), requests };
  for await (const event of compareServers(
    { library, servers: endpoints.servers, media: mediaWithoutSound(library) },
    input,
  )) {
    events.push(event);
  }
  return events;
}

test('both are asked for requests of the whole batch, and their answers stand side by side', async () => {
  const [from, to] = [await add(old), await add(next, { name: 'New one' })];
  if (next !== undefined) {
    next.answer = ({ body }) => {
      const content = JSON.stringify(body).includes('Number 4') ? 'Yes!' : '{"ok":false}';
      return {
        model: 'new',
        choices: [{ message: { content } }],
        usage: { prompt_tokens: 5, completion_tokens: 3 },
      };
    };
  }
  const events = await compared(from, to, 5);
  expect(events.map((event) => (event.type === 'pair' ? event.customId : event.type))).toEqual([
    ...['row-0', 'row-2', 'row-4', 'row-6', 'row-8', 'done'],
  ]);
  expect(events[0]).toMatchObject({
    from: { valid: true, text: '{"ok":true}', outputTokens: 2 },
    to: { valid: true, text: '{"ok":false}', outputTokens: 3 },
    agreement: 0,
  });
  expect(events[2]).toMatchObject({ to: { valid: false, text: 'The answer is no JSON.' } });
  expect(events.at(-1)).toMatchObject({
    ...{ requests: 5, from: { valid: 5, outputTokens: 10 }, to: { valid: 4, outputTokens: 15 } },
    agreement: 0,
  });
  // Nothing of it is stored.
  const { library } = temporary;
  const stored = library.db.$client
    .prepare('SELECT count(*) AS n FROM batch_rows WHERE response IS NOT NULL')
    .get();
  expect(stored).toEqual({ n: 0 });
});

test('one that fails is an answer too; one that may not be sent texts is not asked', async () => {
  const [from, to] = [await add(old), await add(next)];
  await next?.close();
  const events = await compared(from, to, 1);
  expect(events[0]).toMatchObject({ from: { valid: true }, to: { valid: false, outputTokens: 0 } });
  expect(events.at(-1)).not.toHaveProperty('agreement');
  endpoints.approve(to.id, false);
  await expect(compared(from, to, 1)).rejects.toMatchObject({ code: 'endpoint.notApproved' });
  const other = await add(old, { role: 'embedding' });
  await expect(compared(from, other, 1)).rejects.toMatchObject({ code: 'usage.invalid' });
});

test('the preferred server is asked first, and preferring the other takes it back', async () => {
  const [from, to] = [await add(old), await add(next, { name: 'New one', priority: 7 })];
  const first = () => endpoints.servers.candidates('chat')[0]?.id;
  expect(first()).toBe(from.id);
  endpoints.prefer(to.id);
  expect(first()).toBe(to.id);
  endpoints.prefer(from.id);
  expect(first()).toBe(from.id);
});
