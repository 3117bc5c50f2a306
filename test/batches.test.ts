import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Batch, BatchErrorGroup, BatchRow, Endpoint } from '../src/contract/index.ts';
import {
  type FakeServer,
  startFakeServer,
  wellBehaved,
} from '../src/core/remote/testing/fakeServer.ts';
import { Loopback } from './support/loopback.ts';
import { Terminal } from './support/terminal.ts';

// Each command is a process of its own, seconds long where many run at a time.
vi.setConfig({ testTimeout: 90_000 });

interface Shown {
  batch: Batch;
  errors: BatchErrorGroup[];
}

let server: FakeServer;
let terminal: Terminal;
let file: string;
beforeEach(async () => {
  server = await startFakeServer();
  terminal = await Terminal.open();
  file = join(terminal.folder, 'hooks.jsonl');
});
afterEach(async () => {
  await server.close();
  await terminal.close();
});

const requests = (count: number): string =>
  Array.from({ length: count }, (_, index) => {
    const body = { messages: [{ role: 'user', content: `Number ${index}` }] };
    const line = { custom_id: `row-${index}`, method: 'POST', url: '/v1/chat/completions', body };
    return `${JSON.stringify(line)}\n`;
  }).join('');
const linesOf = async (path: string): Promise<Record<string, unknown>[]> =>
  (await readFile(path, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

async function addServer(of: Terminal): Promise<void> {
  const args = ['--name', 'GPU box', '--role', 'chat', '--url', server.url];
  const { id } = await of.json<Endpoint>('endpoints', 'add', ...args);
  await of.json('endpoints', 'approve', id);
  server.asked.length = 0;
}

test('a batch file goes out, is answered, and comes back as a file of results', async () => {
  await addServer(terminal);
  server.answer = (asked, response) => {
    if (!JSON.stringify(asked.body).includes('Number 3')) return wellBehaved(asked, response);
    response.writeHead(400).end('{"error":{"message":"Not this one."}}');
    return undefined;
  };
  await writeFile(file, requests(5));
  const run = await terminal.run('--json', 'batches', 'create', file, '--wait');
  const [shown] = run.lines as Shown[];
  expect(shown).toMatchObject({
    batch: { name: 'hooks.jsonl', state: 'done', progress: { rows: 5, done: 4, failed: 1 } },
    errors: [{ code: 'endpoint.refused', message: 'GPU box answered 400: Not this one.' }],
  });
  expect(run.exitCode).toBe(1);
  const results = join(terminal.folder, 'results.jsonl');
  await terminal.json('batches', 'results', shown?.batch.id ?? '', results);
  const lines = await linesOf(results);
  expect(lines[0]).toMatchObject({
    custom_id: 'row-0',
    response: { status_code: 200, body: { choices: [{ message: { content: 'ok' } }] } },
    error: null,
  });
  expect(lines[3]).toMatchObject({
    custom_id: 'row-3',
    response: null,
    error: { code: 'endpoint.refused' },
  });
});

test('done elsewhere: requests go out as a file, answers come back once', async () => {
  await writeFile(file, requests(4));
  const { batch } = await terminal.json<Shown>('batches', 'create', file, '--paused');
  expect(batch).toMatchObject({ state: 'paused', progress: { waiting: 4 } });
  const out = join(terminal.folder, 'out.jsonl');
  expect(await terminal.json('batches', 'export', batch.id, out)).toEqual({ path: out, lines: 4 });
  expect(await readFile(out, 'utf8')).toBe(requests(4));

  const answer = (index: number, content: unknown) => ({
    id: 'vllm-1',
    custom_id: `row-${index}`,
    response: {
      status_code: 200,
      request_id: 'x',
      body: { model: 'big', choices: [{ message: { content } }] },
    },
    error: null,
  });
  const failed = {
    custom_id: 'row-2',
    response: { status_code: 400, body: { error: { message: 'Too long.' } } },
    error: null,
  };
  const results = [answer(0, 'Wait'), answer(1, 5), failed, answer(9, 'Not asked for')];
  const back = join(terminal.folder, 'back.jsonl');
  await writeFile(back, results.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const take = () => terminal.json('batches', 'import', back, '--into', batch.id);
  expect(await take()).toEqual({ read: 4, stored: 3 });
  const shown = await terminal.json<Shown>('batches', 'show', batch.id);
  expect(shown.batch).toMatchObject({
    state: 'paused',
    progress: { done: 1, rejected: 1, failed: 1, waiting: 1 },
  });
  expect(shown.errors.map(({ message }) => message)).toContain('400: Too long.');
  await writeFile(back, `${JSON.stringify(answer(0, 'Another'))}\n`);
  expect(await take()).toEqual({ read: 1, stored: 0 });
  await terminal.json('batches', 'export', batch.id, out, '--rest');
  expect((await linesOf(out)).map(({ custom_id }) => custom_id)).toEqual([
    'row-1',
    'row-2',
    'row-3',
  ]);
});

test.each([
  ['{"custom_id":"a"', 'Line 2: it is not valid JSON.'],
  ['{"custom_id":"a","url":"/v1/images","body":{}}', 'Line 2: no such url: /v1/images'],
  ['{"url":"/v1/chat/completions","body":{}}', 'Line 2: custom_id: '],
  [
    '{"custom_id":"a","url":"/v1/embeddings","body":{"input":"a"}}',
    'Line 2: its kind is embeddings, but earlier lines are chat. Split the file.',
  ],
  [requests(1).trim(), 'Duplicate custom id: row-0.'],
])('a file with a wrong line makes no batch: %s', async (line, words) => {
  await writeFile(file, `${requests(1)}${line}\n`);
  const run = await terminal.run('--json', 'batches', 'create', file);
  expect(run.lines).toMatchObject([{ error: { message: expect.stringContaining(words) } }]);
  expect(await terminal.json('batches', 'list')).toEqual({ batches: [] });
});

test('a file that is not there, and one without requests', async () => {
  const missing = await terminal.run('--json', 'batches', 'import', join(terminal.folder, 'no'));
  expect(missing.lines).toMatchObject([{ error: { code: 'input.notFound' } }]);
  await writeFile(file, '\n');
  const empty = await terminal.run('--json', 'batches', 'import', file);
  expect(empty.lines).toMatchObject([{ error: { code: 'usage.invalid' } }]);
});

test('queued in the terminal, a batch runs in the Trendroom that is open', async () => {
  const open = await Loopback.open();
  const other = await Terminal.open({ library: open.library });
  try {
    await addServer(other);
    const held: (() => void)[] = [];
    server.answer = (asked, response) => {
      held.push(() => response.end(JSON.stringify(wellBehaved(asked, response))));
      return undefined;
    };
    await writeFile(file, requests(200));
    const { batch } = await other.json<Shown>('batches', 'create', file);
    // It can be stopped and go on from there too.
    await expect.poll(() => server.asked.length, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(await other.json('batches', 'pause', batch.id)).toMatchObject({ state: 'paused' });
    server.answer = wellBehaved;
    const { client } = await open.page();
    const shown = async (): Promise<Batch> => (await client.batches.get({ id: batch.id })).batch;
    const asked = server.asked.length;
    // What was under way at the pause is still answered and kept.
    for (const answer of held) answer();
    await expect
      .poll(async () => (await shown()).progress, { timeout: 20_000 })
      .toMatchObject({ done: asked, waiting: 200 - asked, inFlight: 0 });
    expect(server.asked).toHaveLength(asked);
    await other.json('batches', 'resume', batch.id);
    await expect.poll(async () => (await shown()).state, { timeout: 20_000 }).toBe('done');
    expect(server.asked).toHaveLength(200);
    const { rows } = await client.batches.rows({ id: batch.id, state: 'done', limit: 1_000 });
    expect(rows.map(({ customId }: BatchRow) => customId)).toHaveLength(200);
  } finally {
    await other.close();
    await open.close();
  }
});
