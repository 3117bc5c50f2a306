import { mkdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Batch, type EndpointId, endpointFieldsSchema } from '../../../contract/index.ts';
import { silentLogger, systemClock } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { createMemorySecrets, createNodeHost } from '../../host/index.ts';
import type { RowNote } from '../couriers/journal/journalEntries.ts';
import { couriersFolder, listCouriers } from '../couriers/journal/journalFiles.ts';
import { JournalWriter } from '../couriers/journal/journalWriter.ts';
import { createEndpoints } from '../endpoints/createEndpoints.ts';
import { type FakeServer, startFakeServer } from '../testing/fakeServer.ts';
import { mediaWithoutSound } from '../testing/mediaWithoutSound.ts';
import { createBatches } from './createBatches.ts';

let library: Library;
let server: FakeServer;
let endpointId: EndpointId;
let batches: ReturnType<typeof createBatches>;
let close: () => Promise<void>;
beforeEach(async () => {
  const temporary = await temporaryLibrary();
  library = temporary.library;
  server = await startFakeServer();
  const secrets = createMemorySecrets();
  const host = createNodeHost({
    ...{ libraryDir: library.directory, modelsDir: '', logger: silentLogger, secrets },
  });
  const endpoints = createEndpoints({ host, library });
  batches = createBatches({
    ...{ library, servers: endpoints.servers, media: mediaWithoutSound(library) },
    ...{ clock: systemClock, logger: silentLogger },
    local: () => Promise.reject(new Error('not asked')),
  });
  close = async () => {
    batches.dispose();
    await endpoints.dispose();
    await server.close();
    await temporary.remove();
  };
  const fields = { name: 'GPU box', role: 'chat', url: server.url };
  ({ id: endpointId } = await endpoints.add(endpointFieldsSchema.parse(fields)));
  endpoints.approve(endpointId, true);
  server.asked.length = 0;
});
afterEach(() => close());

const schema = { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] };
const body = {
  messages: [{ role: 'user', content: 'Say ok.' }],
  response_format: { type: 'json_schema', json_schema: { name: 'ok', schema } },
};
const answer = (content: string): string =>
  JSON.stringify({
    model: 'large',
    choices: [{ message: { content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 100, completion_tokens: 10 },
  });

function create(rows: number, state: 'running' | 'paused' = 'running'): Batch {
  const batch = {
    name: 'Hooks',
    kind: 'chat',
    place: 'there',
    paused: state === 'paused',
  } as const;
  return batches.create(
    batch,
    Array.from({ length: rows }, (_, row) => ({ customId: `row-${row}`, body })),
  );
}

/** What a program before this one asked for, as its courier left it: undefined was not answered. */
function leave(
  batchId: Batch['id'],
  left: readonly { text?: string; validationError?: string }[],
): void {
  const folder = couriersFolder(library.directory);
  mkdirSync(folder, { recursive: true });
  const journal = new JournalWriter({ folder, courierId: 'before' });
  for (const [number, { text, validationError }] of left.entries()) {
    const usage = { inputTokens: 0, outputTokens: 0, cost: 0 };
    const endpoint = { id: endpointId, model: 'large', inputPrice: 2_000, outputPrice: 10_000 };
    const row: RowNote = { batchId, customId: `row-${number}`, attempts: 0, usage, endpoint };
    journal.sent(
      number,
      validationError === undefined ? row : { ...row, attempts: 1, validationError },
    );
    if (text !== undefined) journal.answered(number, text);
  }
  journal.alone();
  journal.close();
}

test('what was answered when nobody was there is read as any answer, and asked for no more', async () => {
  const { id } = create(5);
  leave(id, [
    { text: answer('{"ok":true}') },
    { text: answer('{"ok":"maybe"}') },
    { text: answer('{"ok":"maybe"}'), validationError: 'The answer is no JSON.' },
    { text: '<html>' },
    {},
  ]);
  batches.start();
  await vi.waitFor(() => expect(batches.get(id).batch.state).toBe('done'), { timeout: 20_000 });
  const { rows } = batches.rows(id, { offset: 0, limit: 5 });
  expect(rows[0]).toMatchObject({ state: 'done', attempts: 1, model: 'large', endpointId });
  expect(rows[1]).toMatchObject({ state: 'done', attempts: 2, model: 'tiny' });
  expect(rows[2]).toMatchObject({
    ...{ state: 'aside', attempts: 2, errorCode: 'endpoint.invalidAnswer' },
  });
  expect(rows.slice(3)).toMatchObject([
    { state: 'done', attempts: 1, model: 'tiny' },
    { state: 'done', attempts: 1, model: 'tiny' },
  ]);
  const asked = server.asked.map((each) => JSON.stringify(each.body));
  expect(asked).toHaveLength(3);
  expect(asked.filter((text) => text.includes('An answer to this was refused'))).toHaveLength(1);
  // The prices of when it was asked: three answers of 0.3, and three of a server without a price.
  expect(batches.get(id).batch.progress.cost).toBeCloseTo(0.9);
  expect(listCouriers(couriersFolder(library.directory)).has('before')).toBe(false);
});

test('a batch that was paused keeps its answers and stays paused; rows that are over stay', async () => {
  const { id } = create(2, 'paused');
  batches.takeResults(id, [{ customId: 'row-1', body: JSON.parse(answer('{"ok":false}')) }]);
  leave(id, [{ text: answer('{"ok":true}') }, { text: answer('{"ok":true}') }]);
  batches.start();
  await vi.waitFor(() => expect(batches.get(id).batch.progress.waiting).toBe(0), 20_000);
  const { rows } = batches.rows(id, { offset: 0, limit: 2 });
  expect(rows.map(({ response }) => JSON.stringify(response))).toEqual([
    expect.stringContaining('true'),
    expect.stringContaining('false'),
  ]);
  expect([server.asked.length, batches.get(id).batch.state]).toEqual([0, 'paused']);
});

test('answers of a batch that is gone are thrown away', async () => {
  const { id } = create(1, 'paused');
  leave(id, [{ text: answer('{"ok":true}') }]);
  batches.remove(id);
  batches.start();
  const folder = couriersFolder(library.directory);
  await vi.waitFor(() => expect(listCouriers(folder).size).toBe(0), 20_000);
});
