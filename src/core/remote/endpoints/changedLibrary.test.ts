import { afterEach, beforeEach, expect, test } from 'vitest';
import { endpointFieldsSchema } from '../../../contract/index.ts';
import { silentLogger } from '../../base/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { createMemoryKeychain, createNodeHost, type Keychain } from '../../host/index.ts';
import { type FakeServer, startFakeServer } from '../testing/fakeServer.ts';
import { createEndpoints, type Endpoints } from './createEndpoints.ts';

/** A library's database says what a backup or another program wrote into it. */

const canary = 'sk-canary-51d0';
let temporary: TemporaryLibrary;
let server: FakeServer;
let stranger: FakeServer;
let keychain: Keychain;
let endpoints: Endpoints;

beforeEach(async () => {
  temporary = await temporaryLibrary();
  server = await startFakeServer();
  stranger = await startFakeServer();
  keychain = createMemoryKeychain();
  endpoints = open(temporary);
});
afterEach(async () => {
  await endpoints.dispose();
  await server.close();
  await stranger.close();
  await temporary.remove();
});

function open({ library }: TemporaryLibrary): Endpoints {
  const host = createNodeHost({
    ...{ libraryDir: library.directory, modelsDir: '', logger: silentLogger, keychain },
  });
  return createEndpoints({ host, library });
}

async function addServer(proxyUrl = '') {
  const typed = { name: 'GPU box', role: 'chat', url: server.url, proxyUrl };
  const { id } = await endpoints.add(endpointFieldsSchema.parse(typed), canary);
  await endpoints.approve(id, true);
  return id;
}

const write = (sql: string) => temporary.library.db.$client.exec(sql);
const chat = { path: '/v1/chat/completions', body: { messages: [] }, timeoutMs: 5_000 } as const;

/** With what this process remembers, and anew. */
test.each(['the open program', 'the next one'])(
  'an address that was changed in the database gets neither key nor text from %s',
  async (program) => {
    const id = await addServer();
    await endpoints.servers.call(id, chat);
    write(`UPDATE endpoints SET url = '${stranger.url}', approved_at_ms = 1`);
    if (program === 'the next one') endpoints = open(temporary);
    const { servers } = endpoints;
    await expect(servers.candidates('chat')).rejects.toMatchObject({
      code: 'endpoint.notApproved',
    });
    const unconfirmed = { code: 'endpoint.unconfirmed' };
    await expect(servers.call(id, chat)).rejects.toMatchObject(unconfirmed);
    await expect(servers.load(id)).rejects.toMatchObject(unconfirmed);
    await expect(endpoints.approve(id, true)).rejects.toMatchObject(unconfirmed);
    await expect(endpoints.change(id, {}, 'another key')).rejects.toMatchObject(unconfirmed);
    expect((await endpoints.check(id)).contract?.state).not.toBe('ready');
    const [shown] = (await endpoints.list()).endpoints;
    expect(shown).toMatchObject({ hasKey: false });
    expect(shown).not.toHaveProperty('approvedAtMs');
    expect(stranger.asked).toEqual([]);
  },
);

test('consent to one role is none to another that the database names', async () => {
  const id = await addServer();
  write(`UPDATE endpoints SET role = 'transcription'`);
  await expect(endpoints.servers.candidates('transcription')).rejects.toMatchObject({
    code: 'endpoint.notApproved',
  });
  await expect(endpoints.servers.call(id, chat)).rejects.toMatchObject({
    code: 'endpoint.notApproved',
  });
});

test.each([
  ['a proxy', () => `proxy_url = '${stranger.url}'`],
  ['an authority', () => `ca_pem = '-----BEGIN CERTIFICATE-----'`],
])('%s that the user has not entered is not used, by checks either', async (_what, change) => {
  const id = await addServer();
  const asked = server.asked.length;
  write(`UPDATE endpoints SET ${change()}`);
  await expect(endpoints.servers.call(id, chat)).rejects.toMatchObject({
    code: 'endpoint.unconfirmed',
  });
  await endpoints.check(id);
  expect(stranger.asked).toEqual([]);
  expect(server.asked).toHaveLength(asked);
  // Entering the address anew does not take over what the database says beside it.
  const entered = await endpoints.change(id, { url: server.url });
  expect(entered).toMatchObject({ caPem: '', proxyUrl: '' });
  expect(entered).not.toHaveProperty('approvedAtMs');
  expect((await endpoints.check(id)).contract?.state).toBe('ready');
});

test('the table takes consent away, also what another process wrote into it', async () => {
  const id = await addServer();
  await endpoints.servers.call(id, chat);
  const other = open(temporary);
  await other.approve(id, false);
  await expect(endpoints.servers.call(id, chat)).rejects.toMatchObject({
    code: 'endpoint.notApproved',
  });
  await other.approve(id, true);
  await endpoints.servers.call(id, chat);
  await other.dispose();
});

test('another library with the same rows has no keys, and does not overwrite those of this one', async () => {
  const id = await addServer();
  const copy = await temporaryLibrary();
  const file = `${copy.folder}/copy.sqlite`;
  write(`VACUUM INTO '${file}'`);
  copy.library.db.$client.exec(
    `ATTACH '${file}' AS copied; INSERT INTO endpoints SELECT * FROM copied.endpoints; DETACH copied`,
  );
  const others = open(copy);
  try {
    expect(await others.get(id)).toMatchObject({ hasKey: false });
    await expect(others.servers.call(id, chat)).rejects.toMatchObject({
      code: 'endpoint.unconfirmed',
    });
    await others.change(id, { url: server.url }, 'of the other library');
    await endpoints.servers.call(id, chat);
    expect(server.asked.at(-1)?.authorization).toBe(`Bearer ${canary}`);
  } finally {
    await others.dispose();
    await copy.remove();
  }
});

test('passwords in addresses are refused: the library shows and backs them up', async () => {
  const id = await addServer();
  for (const fields of [
    { proxyUrl: 'http://a:b@proxy.example' },
    { url: 'https://a:b@gpu.example' },
  ]) {
    await expect(endpoints.change(id, fields)).rejects.toMatchObject({ code: 'usage.invalid' });
  }
});
