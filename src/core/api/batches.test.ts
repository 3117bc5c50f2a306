import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { maxBatchLineBytes, maxMessageBytes, uploadIdSchema } from '../../contract/index.ts';
import { type App, createApp } from '../app.ts';
import { silentLogger } from '../base/index.ts';
import { createNodeHost } from '../host/index.ts';

const uploadId = uploadIdSchema.parse('018f0000-0000-4000-8000-000000000000');
const hooks = { name: 'Hooks', place: 'local', paused: true } as const;

let folder: string;
let app: App;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-batches-'));
  app = createApp(
    createNodeHost({
      ...{ libraryDir: join(folder, 'library'), modelsDir: join(folder, 'models') },
      logger: silentLogger,
    }),
  );
});
afterEach(async () => {
  await app.dispose();
  await rm(folder, { recursive: true, force: true });
});

const uploaded = (): string => join(folder, 'library', 'uploads', uploadId);

async function upload(text: string, name = 'requests.jsonl'): Promise<string> {
  await mkdir(uploaded(), { recursive: true });
  await writeFile(join(uploaded(), name), text);
  return join(uploaded(), name);
}

function line(number: number, text = 'Name the hook.', url = '/v1/chat/completions'): string {
  const body = { messages: [{ role: 'user', content: text }] };
  return `${JSON.stringify({ custom_id: `row-${number}`, method: 'POST', url, body })}\n`;
}

test('an uploaded file of 50,000 requests, larger than a message may be, becomes a batch', async () => {
  const client = createRouterClient(app.router);
  const text = 'What does the clip say? '.repeat(30);
  const path = await upload(
    Array.from({ length: 50_000 }, (_, number) => line(number, text)).join(''),
  );
  expect((await stat(path)).size).toBeGreaterThan(maxMessageBytes);
  const { id, kind, progress } = await client.batches.create({ ...hooks, uploadId });
  expect([kind, progress.rows]).toEqual(['chat', 50_000]);
  const { rows } = await client.batches.rows({ id, offset: 49_999 });
  expect(rows).toMatchObject([
    { customId: 'row-49999', request: { messages: [{ role: 'user', content: text }] } },
  ]);
  expect(existsSync(uploaded())).toBe(false);
}, 60_000);

test('a picture in a later line makes it a batch for servers that take pictures', async () => {
  const client = createRouterClient(app.router);
  const content = [{ type: 'image_url', image_url: { url: 'https://example.org/a.png' } }];
  const body = { messages: [{ role: 'user', content }] };
  const shown = { custom_id: 'shown', url: '/v1/chat/completions', body };
  await upload(`\uFEFF${line(1)}\r\n\n${JSON.stringify(shown)}`);
  const batch = await client.batches.create({ ...hooks, place: 'remote', uploadId });
  expect(batch).toMatchObject({ kind: 'vision', progress: { rows: 2 } });
});

test.each([
  ['no JSON', `${line(1)}\n${line(2)}custom_id,body\n`, 'Line 4: it is not valid JSON.'],
  [
    'a line that never ends',
    line(1) + 'x'.repeat(maxBatchLineBytes + 1),
    'Line 2: it is longer than 16 MB.',
  ],
  [
    'another kind',
    line(1) + line(2, 'Hi', '/v1/embeddings'),
    'Line 2: its kind is embeddings, but earlier lines are chat. Split the file.',
  ],
  [
    'one request too many',
    Array.from({ length: 50_001 }, (_, number) => line(number, 'Hi')).join(''),
    'Line 50001: a batch has at most 50000 requests. Split the file.',
  ],
  ['an id twice', line(1) + line(2) + line(1), 'Duplicate custom id: row-1.'],
  ['nothing', '\n\n', 'The file has no requests.'],
])('%s is refused in words, and neither a batch nor the file is left', async (_, text, message) => {
  const client = createRouterClient(app.router);
  await upload(text);
  await expect(client.batches.create({ ...hooks, uploadId })).rejects.toMatchObject({ message });
  expect((await client.batches.list({})).batches).toEqual([]);
  expect(existsSync(uploaded())).toBe(false);
});

test('one of requests and an upload is given, and the upload is one file', async () => {
  const client = createRouterClient(app.router);
  const requests = [{ customId: 'a', body: {} }];
  for (const [input, message] of [
    [hooks, 'Give either requests or uploadId'],
    [{ ...hooks, kind: 'chat', requests, uploadId }, 'Give either requests or uploadId'],
    [{ ...hooks, requests }, 'Requests need a kind'],
    [{ ...hooks, uploadId }, 'No files were sent as upload'],
  ] as const) {
    const refused = client.batches.create(input as Parameters<typeof client.batches.create>[0]);
    await expect(refused).rejects.toMatchObject({ message: expect.stringContaining(message) });
  }
  await upload(line(1));
  await upload(line(2), 'more.jsonl');
  await expect(client.batches.create({ ...hooks, uploadId })).rejects.toMatchObject({
    code: 'upload.invalid',
  });
  expect(existsSync(uploaded())).toBe(true);
});
