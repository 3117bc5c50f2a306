import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Database, openDatabase } from '../hub/server/database.ts';
import { isRefused } from '../hub/server/refusal.ts';
import { readSigned } from '../hub/server/signing.ts';
import { createStore, type Store } from '../hub/server/store.ts';
import { type HubPage, publishCallSchema } from '../src/contract/index.ts';
import { Terminal } from './support/terminal.ts';

vi.setConfig({ testTimeout: 90_000 });

const secret = 'k'.repeat(64);
let terminal: Terminal;
let folder: string;
let database: Database;
let store: Store;
let server: Server;
let hub: string;
/** How many of the next calls are done and lose their answer. */
let answersToLose = 0;

/** The hub's own signing and store, without its pages. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-hub-'));
  database = await openDatabase({ folder });
  store = createStore(database);
  server = createServer(async (request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const body = await text(request);
    const asked = new Request(`http://127.0.0.1${url}`, {
      ...{ method, headers: new Headers(headers as Record<string, string>) },
      ...(method === 'POST' && { body }),
    });
    try {
      const signed = await readSigned(asked, secret);
      const answer =
        method === 'GET'
          ? { pages: await store.all() }
          : await store.apply(publishCallSchema.parse(JSON.parse(signed.body)), signed);
      if (method === 'POST' && answersToLose-- > 0) request.socket.destroy();
      else response.end(JSON.stringify(answer));
    } catch (error) {
      if (!isRefused(error)) throw error;
      const { code, message, status } = error;
      response.writeHead(status).end(JSON.stringify({ error: { code, message } }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  hub = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  terminal = await Terminal.open();
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await database.close();
  await terminal.close();
  await rm(folder, { recursive: true, force: true });
});

const publish = (...args: string[]) => terminal.json<{ page: HubPage }>('publish', ...args);

test('without a key, with a wrong one, and far away while offline: words, and nothing is sent', async () => {
  const without = await terminal.run('publish', 'list', '--hub', hub);
  expect(without.stderr).toContain('publish connect');
  terminal.give('TRENDROOM_SECRET_HUB_KEY', 'w'.repeat(64));
  terminal.give('TRENDROOM_SECRET_HUB_KEY_ORIGIN', hub);
  const wrong = await terminal.run('publish', 'list', '--hub', hub);
  expect(wrong.stderr).toContain('The signature is not of this hub’s key');
  const away = await terminal.run('--offline', 'publish', 'list', '--hub', 'https://hub.example');
  expect(away.stderr).toContain('Offline mode is on');
  const plain = await terminal.run('publish', 'list', '--hub', 'http://hub.example');
  expect(plain.stderr).toContain('unencrypted');
});

test('a report is published once though its answer was lost, listed, and taken down', async () => {
  terminal.give('TRENDROOM_SECRET_HUB_KEY', secret);
  terminal.give('TRENDROOM_SECRET_HUB_KEY_ORIGIN', hub);
  const made = await terminal.json<{ id: string }>('report', '--no-model');
  answersToLose = 1;
  const { page } = await publish('report', made.id.slice(0, 12), '--hub', hub);
  expect(page).toMatchObject({ state: 'published', key: `report:${made.id}`, version: 1 });
  const shown = await store.shown(page.slug);
  expect(shown?.page.blocks).toContainEqual({ kind: 'heading', text: 'What is missing' });
  const again = await publish('report', made.id, '--hub', hub);
  expect(again.page.version).toBe(2);
  const { pages } = await terminal.json<{ pages: HubPage[] }>('publish', 'list', '--hub', hub);
  expect(pages.map(({ slug }) => slug)).toEqual([page.slug]);
  const down = await publish('unpublish', made.id, '--hub', hub);
  expect(down.page.state).toBe('unpublished');
  expect(await store.find(page.slug)).toEqual({ is: 'gone' });
});

test('a page is planned under another address, and an earlier version comes back', async () => {
  const made = await terminal.json<{ id: string }>('report', '--no-model');
  const noTime = await terminal.run('publish', 'report', made.id, '--hub', hub, '--at', 'soon');
  expect(noTime.stderr).toContain('“soon” is no time');
  const first = await publish('report', made.id, '--hub', hub);
  const planned = ['--slug', 'our-week', '--title', 'Our week', '--at', '2090-01-01T10:00'];
  const { page } = await publish('report', made.id, '--hub', hub, ...planned);
  expect(page).toMatchObject({
    ...{ state: 'scheduled', slug: 'our-week', title: 'Our week', version: 2, latestVersion: 2 },
    publishAtMs: new Date(2090, 0, 1, 10).getTime(),
  });
  const back = await publish('rollback', made.id, '1', '--hub', hub);
  expect(back.page).toMatchObject({ state: 'published', slug: first.page.slug, latestVersion: 2 });
});
