import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type EndpointFields, endpointFieldsSchema } from '../../../contract/index.ts';
import { silentLogger, systemClock } from '../../base/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import {
  createFileLogger,
  createMemorySecrets,
  createNodeHost,
  type Secrets,
} from '../../host/index.ts';
import { type FakeServer, startFakeServer, wellBehaved } from '../testing/fakeServer.ts';
import { createEndpoints, type Endpoints } from './createEndpoints.ts';

const canary = 'sk-canary-7f3a9c';
let temporary: TemporaryLibrary;
let server: FakeServer;
let secrets: Secrets;
let endpoints: Endpoints;
let networkAllowed: boolean;

beforeEach(async () => {
  temporary = await temporaryLibrary();
  server = await startFakeServer();
  secrets = createMemorySecrets();
  networkAllowed = true;
  const logger = await createFileLogger(temporary.library.directory);
  const host = createNodeHost({ libraryDir: '', modelsDir: '', logger: silentLogger, secrets });
  endpoints = createEndpoints({
    host: {
      ...host,
      logger,
      clock: systemClock,
      get networkAllowed() {
        return networkAllowed;
      },
    },
    library: temporary.library,
  });
});
afterEach(async () => {
  await endpoints.dispose();
  await server.close();
  await temporary.remove();
});

const fields = (more: Partial<EndpointFields> = {}): EndpointFields =>
  endpointFieldsSchema.parse({ name: 'GPU box', role: 'chat', url: server.url, ...more });

test('a server that can do everything is ready, and what was seen is kept', async () => {
  const added = await endpoints.add(fields({ url: `${server.url}/v1/` }), canary);
  expect(added).toMatchObject({
    hasKey: true,
    contract: {
      state: 'ready',
      serverVersion: '0.32.0',
      models: ['tiny'],
      maxTokens: 2_048,
      capabilities: ['chat', 'completions', 'structuredOutput', 'logprobs', 'priority'].map(
        (capability) => ({ capability, works: true }),
      ),
    },
  });
  expect((await endpoints.list()).endpoints).toEqual([added]);
  expect(new Set(server.asked.map(({ authorization }) => authorization))).toEqual(
    new Set([`Bearer ${canary}`]),
  );
});

test('what does not work is told in words, with what that turns off', async () => {
  server.answer = (asked, response) => {
    if (asked.body.response_format === undefined) return wellBehaved(asked, response);
    response.writeHead(400).end(`{"error":{"message":"no grammar for ${canary}"}}`);
    return undefined;
  };
  const { contract } = await endpoints.add(fields(), canary);
  expect(contract?.state).toBe('limited');
  expect(contract?.capabilities[2]).toEqual({
    capability: 'structuredOutput',
    works: false,
    words:
      'No structured output: more responses are rejected. GPU box answered 400: no grammar for ***',
  });
});

test('a vision server that takes pictures and no clips is limited, and says so', async () => {
  server.answer = (asked, response) => {
    if (!JSON.stringify(asked.body).includes('video_url')) return wellBehaved(asked, response);
    response.writeHead(400).end('{"error":{"message":"At most 0 video(s) may be provided."}}');
    return undefined;
  };
  const { contract } = await endpoints.add(fields({ role: 'vision' }));
  expect(contract?.state).toBe('limited');
  expect(contract?.capabilities.filter(({ works }) => !works)).toEqual([
    {
      capability: 'videos',
      works: false,
      words:
        'No video clips: send frames instead. GPU box answered 400: At most 0 video(s) may be provided.',
    },
  ]);
  const parts = server.asked.map(({ body }) => JSON.stringify(body));
  expect(parts.some((body) => body.includes('data:image/png;base64,'))).toBe(true);
  expect(parts.some((body) => body.includes('data:video/mp4;base64,'))).toBe(true);
});

test('a server without the model, one of another kind, and one that is gone', async () => {
  const other = await endpoints.add(fields({ model: 'large' }));
  expect(other.contract).toMatchObject({
    state: 'unfit',
    error: { code: 'endpoint.modelChanged', message: 'The server serves tiny, not large.' },
  });
  const deaf = await endpoints.add(fields({ role: 'transcription' }));
  expect(deaf.contract).toMatchObject({ state: 'unfit' });
  expect((await endpoints.add(fields({ role: 'embedding' }))).contract).toMatchObject({
    state: 'ready',
    dimensions: 2,
  });
  const url = 'http://127.0.0.1:9';
  expect((await endpoints.add(fields({ url }))).contract).toMatchObject({
    state: 'unreachable',
    error: { code: 'endpoint.unreachable' },
  });
});

test('nothing is sent before the user agrees, nor while offline beyond this machine', async () => {
  const { id } = await endpoints.add(fields());
  const { servers } = endpoints;
  const refusal = (code: string) => expect.objectContaining({ code });
  await expect(servers.candidates('vision')).rejects.toThrow(refusal('endpoint.none'));
  await expect(servers.candidates('chat')).rejects.toThrow(refusal('endpoint.notApproved'));
  const asked = server.asked.length;
  const call = servers.call(id, { path: '/v1/models', timeoutMs: 5_000 });
  await expect(call).rejects.toThrow(refusal('endpoint.notApproved'));
  expect(server.asked).toHaveLength(asked);
  await endpoints.approve(id, true);
  expect(await servers.candidates('chat')).toMatchObject([{ id }]);
  networkAllowed = false;
  expect(await servers.candidates('chat')).toMatchObject([{ id }]);
  const far = await endpoints.add(fields({ url: 'https://gpu.example', role: 'embedding' }));
  expect(far).not.toHaveProperty('contract');
  await endpoints.approve(far.id, true);
  await expect(servers.candidates('embedding')).rejects.toThrow(refusal('network.notAllowed'));
});

test('plain HTTP is for this machine alone', async () => {
  for (const url of [
    'http://gpu.example/v1',
    'http://10.0.0.5:8000',
    'http://127.0.0.1.evil.example',
  ]) {
    await expect(endpoints.add(fields({ url }))).rejects.toMatchObject({
      code: 'endpoint.insecure',
    });
  }
  expect((await endpoints.list()).endpoints).toEqual([]);
});

test('a key goes to the address it was given for, and nowhere else', async () => {
  const { id } = await endpoints.add(fields(), canary);
  await endpoints.approve(id, true);
  const otherServer = await startFakeServer();
  const moved = await endpoints.change(id, { url: otherServer.url });
  expect(moved).toMatchObject({ hasKey: false });
  expect(moved).not.toHaveProperty('approvedAtMs');
  await endpoints.check(id);
  expect(otherServer.asked.length).toBeGreaterThan(0);
  expect(otherServer.asked.every(({ authorization }) => authorization === undefined)).toBe(true);

  await endpoints.change(id, { url: server.url }, canary);
  await endpoints.approve(id, true);
  server.answer = (_, response) => {
    response.writeHead(307, { location: `${otherServer.url}/v1/models` }).end();
    return undefined;
  };
  const before = otherServer.asked.length;
  await expect(
    endpoints.servers.call(id, { path: '/v1/models', timeoutMs: 5_000 }),
  ).rejects.toMatchObject({ code: 'endpoint.refused' });
  expect(otherServer.asked).toHaveLength(before);
  await otherServer.close();
});

test('who agreed to send texts has not agreed to send sound', async () => {
  const { id } = await endpoints.add(fields());
  await endpoints.approve(id, true);
  expect(await endpoints.change(id, { name: 'Another name', role: 'chat' })).toHaveProperty(
    'approvedAtMs',
  );
  expect(await endpoints.change(id, { role: 'transcription' })).not.toHaveProperty('approvedAtMs');
});

test.each([
  [401, 'endpoint.keyRefused', { retryable: false, reached: true }],
  [422, 'endpoint.refused', { retryable: false, reached: true }],
  [429, 'endpoint.busy', { retryable: true, reached: true, retryAfterMs: 7_000 }],
  [500, 'endpoint.failed', { retryable: true, reached: true }],
  [503, 'endpoint.busy', { retryable: true, reached: true, retryAfterMs: 7_000 }],
])('status %i means %s', async (status, code, failure) => {
  const { id } = await endpoints.add(fields());
  await endpoints.approve(id, true);
  server.answer = (_, response) => {
    response.writeHead(status, { 'retry-after': '7' }).end('<h1>Sorry</h1>\u001b[31m');
    return undefined;
  };
  await expect(
    endpoints.servers.call(id, { path: '/v1/models', timeoutMs: 5_000 }),
  ).rejects.toMatchObject({ code, failure, message: `GPU box answered ${status}: Sorry [31m` });
});

test('answers that are cut, too long, late or not JSON are refused', async () => {
  const { id } = await endpoints.add(fields());
  await endpoints.approve(id, true);
  const call = (more = {}) =>
    endpoints.servers.call(id, { path: '/v1/models', timeoutMs: 5_000, ...more });
  server.answer = () => '{"data": [';
  await expect(call()).rejects.toMatchObject({ code: 'endpoint.invalidAnswer' });
  server.answer = () => JSON.stringify('x'.repeat(5_000));
  await expect(call({ maxBytes: 1_000 })).rejects.toMatchObject({
    code: 'endpoint.invalidAnswer',
  });
  server.answer = (_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"data"');
    setTimeout(() => response.destroy(), 50);
    return undefined;
  };
  await expect(call()).rejects.toMatchObject({
    code: 'endpoint.unreachable',
    failure: { reached: true },
  });
  server.answer = () => undefined;
  await expect(call({ timeoutMs: 200 })).rejects.toMatchObject({
    code: 'endpoint.unreachable',
    message: expect.stringContaining('timed out'),
  });
  await expect(call({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
});

test('a server that fails is asked after one that does not, until it answers', async () => {
  const first = await endpoints.add(fields({ priority: 0 }));
  const second = await endpoints.add(fields({ priority: 1 }));
  for (const { id } of [first, second]) await endpoints.approve(id, true);
  const order = async () => (await endpoints.servers.candidates('chat')).map(({ id }) => id);
  expect(await order()).toEqual([first.id, second.id]);
  server.answer = (_, response) => {
    response.writeHead(500).end();
    return undefined;
  };
  const call = () => endpoints.servers.call(first.id, { path: '/v1/models', timeoutMs: 5_000 });
  await expect(call()).rejects.toMatchObject({ code: 'endpoint.failed' });
  expect(await order()).toEqual([second.id, first.id]);
  server.answer = wellBehaved;
  await call();
  expect(await order()).toEqual([first.id, second.id]);
});

test('the key is in no file of the library, and goes with its server', async () => {
  const { id } = await endpoints.add(fields(), canary);
  server.answer = (_, response) => {
    response.writeHead(401).end(`{"error":{"message":"bad key ${canary}"}}`);
    return undefined;
  };
  await endpoints.check(id);
  temporary.library.db.$client.pragma('wal_checkpoint(TRUNCATE)');
  const { directory } = temporary.library;
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name)).toContain('library.sqlite');
  for (const { parentPath, name } of files) {
    expect((await readFile(join(parentPath, name))).includes(canary)).toBe(false);
  }
  expect(await endpoints.remove(id)).toBe(true);
  expect(await secrets.get(`endpoint:${id}`, server.url)).toBeUndefined();
  await expect(endpoints.approve(id, true)).rejects.toMatchObject({ code: 'endpoint.notFound' });
});
