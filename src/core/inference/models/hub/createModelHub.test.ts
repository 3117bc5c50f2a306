import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashOf, publish, publishedCommit } from '../testing/hubDouble.ts';
import { type Metadata, qwenMetadata, smallGguf } from '../testing/smallGguf.ts';
import { createStoreFixture, type StoreFixture } from '../testing/storeFixture.ts';
import { createModelHub, type ModelHub } from './createModelHub.ts';

const repository = 'Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF';
const path = 'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf';

let fixture: StoreFixture;
let hub: ModelHub;
let bytes: Buffer;
beforeEach(async () => {
  fixture = await createStoreFixture();
  hub = createModelHub({ host: fixture.host, store: fixture.store });
  // A megabyte behind the header, which nothing but the download may read.
  bytes = await padded(qwenMetadata);
  publish(fixture.hub, repository, { files: { [path]: bytes } });
});
afterEach(() => fixture.dispose());

async function padded(metadata: Metadata): Promise<Buffer> {
  return Buffer.concat([await smallGguf(metadata), Buffer.alloc(1_500_000, 7)]);
}

const accepted = { acceptLicences: true };

test('a search asks for GGUF repositories and shows what is known of each', async () => {
  fixture.hub.answers.set('/api/models', {
    body: [
      {
        ...{ id: repository, downloads: 9_000, likes: 3, gated: 'manual' },
        ...{ tags: ['gguf', 'license:apache-2.0'], lastModified: '2026-03-01T10:00:00.000Z' },
      },
      // Nothing of these leads anywhere.
      { id: '../../etc', downloads: 1 },
      { id: 'owner/name/more' },
      { id: 5 },
      'text',
      { id: 'owner/bare', tags: 'none', downloads: -4, gated: 7, lastModified: 'yesterday' },
    ],
  });
  expect(await hub.search('qwen coder', { limit: 5 })).toEqual([
    {
      ...{ repository, downloads: 9_000, likes: 3, gated: true, licence: 'apache-2.0' },
      changedAtMs: Date.UTC(2026, 2, 1, 10),
    },
    { repository: 'owner/bare', downloads: 0, likes: 0, gated: false },
  ]);
  const asked = new URL(fixture.hub.asked[0] ?? '', fixture.hub.url);
  expect([asked.pathname, ...asked.searchParams.entries()]).toEqual([
    '/api/models',
    ...[
      ['search', 'qwen coder'],
      ['filter', 'gguf'],
      ['sort', 'downloads'],
      ['direction', '-1'],
    ],
    ['limit', '5'],
    ...['downloads', 'likes', 'gated', 'tags', 'lastModified'].map((field) => ['expand[]', field]),
  ]);
});

test('offline nothing is sent, and that is said', async () => {
  const offline = createModelHub({
    host: { ...fixture.host, networkAllowed: false },
    store: fixture.store,
  });
  const calls: (() => Promise<unknown>)[] = [
    () => offline.search('qwen', { limit: 5 }),
    () => offline.files(repository),
    () => offline.inspect(repository, path),
    () => offline.want(repository, path, accepted),
  ];
  for (const call of calls) {
    await expect(Promise.resolve().then(call)).rejects.toMatchObject({
      code: 'network.notAllowed',
    });
  }
  expect(fixture.hub.asked).toEqual([]);
});

test('a repository’s files come with what their names and records say', async () => {
  publish(fixture.hub, 'owner/many', {
    files: {
      'model-Q8_0.gguf': Buffer.alloc(300),
      'UD/model-UD-Q4_K_XL.gguf': Buffer.alloc(200),
      'model-BF16-00001-of-00002.gguf': Buffer.alloc(400),
      'model-BF16-00002-of-00002.gguf': Buffer.alloc(401),
      'mmproj-F16.gguf': Buffer.alloc(100),
      '../../escape.gguf': Buffer.alloc(90),
      'pytorch_model.bin': Buffer.alloc(80),
      'ggml-base.bin': Buffer.alloc(70),
    },
  });
  const { files, repository: found } = await hub.files('https://huggingface.co/owner/many');
  expect(found).toMatchObject({
    repository: 'owner/many',
    licence: 'apache-2.0',
    downloads: 1_234,
  });
  expect(files.map((file) => [file.path, file.sizeBytes, file.quantization, file.problem])).toEqual(
    [
      ['ggml-base.bin', 70, undefined, undefined],
      ['../../escape.gguf', 90, undefined, expect.stringContaining('Its name has characters')],
      ['mmproj-F16.gguf', 100, 'F16', expect.stringContaining('mmproj')],
      ['UD/model-UD-Q4_K_XL.gguf', 200, 'UD-Q4_K_XL', undefined],
      ['model-Q8_0.gguf', 300, 'Q8_0', undefined],
      [
        'model-BF16-00001-of-00002.gguf',
        801,
        'BF16',
        expect.stringContaining('split into 2 files'),
      ],
    ],
  );
});

test('a header is read without the rest of the file, and says what the file is', async () => {
  expect(await hub.inspect(repository, path)).toEqual({
    ...{ repository, path, name: 'Qwen2.5 Coder 0.5B Instruct AWQ (Q4_K_M)', task: 'generate' },
    ...{ sizeBytes: bytes.length, contextTokens: 32_768, base: false, gated: false },
    licence: 'apache-2.0',
    pageUrl: `${fixture.hub.url}/${repository}`,
    facts: expect.objectContaining({ architecture: 'qwen2', hasChatTemplate: true }),
    fit: { state: 'good', reason: expect.stringMatching(/^Needs about 352 MB of memory; this/) },
    freeBytes: expect.any(Number),
  });
  expect(fixture.hub.requests).toEqual([
    `/${repository}/resolve/${publishedCommit}/${path} bytes=0-1048575`,
  ]);
});

test('a long vocabulary is read on, also from a server that knows no ranges', async () => {
  const tokens = Array.from({ length: 60_000 }, (_, index) => `${'a token '.repeat(3)}${index}`);
  const vocabulary = { type: 'strings', value: tokens } as const;
  bytes = await padded({ ...qwenMetadata, 'tokenizer.ggml.tokens': vocabulary });
  publish(fixture.hub, repository, { files: { [path]: bytes } });
  const address = `/${repository}/resolve/${publishedCommit}/${path}`;
  expect((await hub.inspect(repository, path)).facts.vocabularySize).toBe(60_000);
  expect(fixture.hub.requests.map((line) => line.slice(address.length + 1))).toEqual([
    'bytes=0-1048575',
    'bytes=1048576-2097151',
    `bytes=2097152-${bytes.length - 1}`,
  ]);
  // Another size: what was read of the first is known still.
  publish(fixture.hub, repository, { files: { [path]: bytes.subarray(0, -1) } });
  bytes = bytes.subarray(0, -1);
  fixture.hub.files.set(address, { bytes, ignoresRange: true });
  expect((await hub.inspect(repository, path)).facts.vocabularySize).toBe(60_000);
});

test.each([
  ['architecture', { 'general.architecture': { type: 'string', value: 'zebra9' } }, 'zebra9'],
  ['context', { 'qwen2.context_length': { type: 'uint32', value: 0 } }, 'context of 0 tokens'],
] as [string, Metadata, string][])(
  'what cannot run is said before the download: %s',
  async (_, change, why) => {
    publish(fixture.hub, repository, {
      files: { [path]: await smallGguf({ ...qwenMetadata, ...change }) },
    });
    const { problem, task } = await hub.inspect(repository, path);
    expect([problem, task]).toEqual([expect.stringContaining(why), undefined]);
    await expect(hub.want(repository, path, accepted)).rejects.toMatchObject({
      code: 'model.unsupported',
      message: expect.stringContaining(why),
    });
    expect((await fixture.store.list()).map(({ id }) => id)).toEqual(['tiny', 'big']);
  },
);

test('a file is wanted once its licence is accepted, then installed, checked and used', async () => {
  await expect(hub.want(repository, path, { acceptLicences: false })).rejects.toMatchObject({
    code: 'model.licence',
    message: expect.stringContaining(`apache-2.0, ${fixture.hub.url}/${repository}`),
  });
  expect((await fixture.store.list()).map(({ id }) => id)).toEqual(['tiny', 'big']);
  const id = await hub.want(repository, path, accepted);
  expect(id).toBe(`qwen2-5-coder-0-5b-instruct-awq-q4-k-m-${hashOf(bytes).slice(0, 8)}`);
  const listed = async () => (await fixture.store.list()).find((model) => model.id === id);
  expect(await listed()).toMatchObject({
    state: 'missing',
    origin: 'imported',
    hub: { repository, path },
  });
  expect(await listed()).not.toHaveProperty('problem');

  const [model] = await fixture.storeWith({}).install(id);
  expect(model).toMatchObject({ state: 'installed', hub: { repository, path } });
  expect(await fixture.store.require('generate')).toMatchObject({ id, version: hashOf(bytes) });
  await access(join(fixture.dir, 'models', id, `${id}.gguf`));
  expect((await hub.inspect(repository, path)).modelId).toBe(id);
  await fixture.store.remove(id);
  expect((await readdir(join(fixture.dir, 'models'))).sort()).toEqual(['licences.json']);
});

test('a file of the catalogue is that model, from whichever repository', async () => {
  const tiny = Buffer.concat([await smallGguf(qwenMetadata), fixture.bytes]);
  publish(fixture.hub, repository, { files: { [path]: tiny } });
  const answer = fixture.hub.answers.get(`/api/models/${repository}`)?.body;
  const claimed = JSON.stringify(answer).replaceAll(hashOf(tiny), hashOf(fixture.bytes));
  fixture.hub.answers.set(`/api/models/${repository}`, { body: claimed });
  expect(await hub.want(repository, path, accepted)).toBe('tiny');
});

test('other bytes than the hub’s record says are removed, and that is said', async () => {
  const id = await hub.want(repository, path, accepted);
  const other = Buffer.from(bytes);
  other[bytes.length - 1] = 8;
  const address = `/${repository}/resolve/${publishedCommit}/${path}`;
  fixture.hub.files.set(address, { bytes: other, linkedSha256: hashOf(bytes) });
  await expect(fixture.store.install(id)).rejects.toMatchObject({
    code: 'model.damaged',
    message: expect.stringContaining(`has the SHA-256 ${hashOf(other)} instead of`),
  });
  fixture.hub.files.set(address, { bytes: Buffer.concat([bytes, bytes]), linkedSha256: 'none' });
  await expect(fixture.store.install(id)).rejects.toMatchObject({
    code: 'model.damaged',
    message: expect.stringContaining('it has'),
  });
  const listed = (await fixture.store.list()).find((model) => model.id === id);
  expect(listed?.state).not.toBe('installed');
});

test('a disk without room, and a model that the memory cannot hold, are said first', async () => {
  const full = createModelHub({
    host: fixture.host,
    store: fixture.store,
    freeBytes: async () => 100_000_000,
  });
  await expect(full.want(repository, path, accepted)).rejects.toMatchObject({ code: 'disk.full' });
  const small = fixture.storeWith({ machine: { memoryBytes: 2e8, cores: 2 } });
  const little = createModelHub({ host: fixture.host, store: small });
  await expect(little.want(repository, path, accepted)).rejects.toMatchObject({
    code: 'model.tooLarge',
  });
  expect((await little.inspect(repository, path)).fit.state).toBe('no');
});

test.each([
  [401, { 'x-error-code': 'GatedRepo' }, 'model.gated', 'signed in and accepted its terms'],
  [403, {}, 'model.gated', 'accepted its terms (403)'],
  [401, { 'x-error-code': 'RepoNotFound' }, 'model.notOnHub', 'not there, or not public'],
  [404, {}, 'model.notOnHub', 'not there'],
  [429, {}, 'network.unavailable', 'too many requests'],
  [503, {}, 'network.unavailable', 'has a fault just now (503)'],
  [418, {}, 'model.hubInvalid', 'answers 418'],
])('a refusal is told in words: %s %o', async (status, headers, code, message) => {
  fixture.hub.answers.set(`/api/models/${repository}`, { status, headers });
  await expect(hub.files(repository)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
  });
});

test('a gated file whose record may be read is told so when it is asked for', async () => {
  publish(fixture.hub, repository, { files: { [path]: bytes }, gated: 'manual' });
  fixture.hub.answers.set(`/${repository}/resolve/${publishedCommit}/${path}`, {
    status: 401,
    headers: { 'x-error-code': 'GatedRepo' },
  });
  expect((await hub.files(repository)).repository.gated).toBe(true);
  await expect(hub.inspect(repository, path)).rejects.toMatchObject({
    code: 'model.gated',
    message: expect.stringContaining(`gives ${repository}/${path} only to people`),
  });
});

test.each([
  ['no JSON', '<html>captive portal</html>'],
  ['another thing', { id: repository, sha: '../../main', siblings: [] }],
  ['a repository that leads elsewhere', { id: '../secret', sha: publishedCommit, siblings: [] }],
  ['endless files', { id: repository, sha: publishedCommit, siblings: Array(30_000).fill(1) }],
])('an answer that is not the hub’s is refused: %s', async (_, body) => {
  fixture.hub.answers.set(`/api/models/${repository}`, { body });
  await expect(hub.files(repository)).rejects.toMatchObject({ code: 'model.hubInvalid' });
});

test.each(['owner', '../../etc/passwd', 'a/b/c', 'owner/..', 'owner/na me', ''])(
  'a name that is no repository is not asked for: %s',
  async (name) => {
    await expect(hub.files(name)).rejects.toMatchObject({ code: 'usage.invalid' });
    expect(fixture.hub.asked).toEqual([]);
  },
);

test('a file that the repository does not have is not asked for', async () => {
  await expect(hub.inspect(repository, '../../secret')).rejects.toMatchObject({
    code: 'model.notOnHub',
  });
  expect(fixture.hub.requests).toEqual([]);
});
