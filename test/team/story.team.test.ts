import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelsFolder } from '../../src/cli/folders.ts';
import type { Endpoint, SharingStatus, TeamMoments } from '../../src/contract/index.ts';
import { samplesFolder } from '../support/samples.ts';
import { Terminal } from '../support/terminal.ts';
import { servers, serversReady, startMs } from './support/servers.ts';

/**
 * Two devices and a server, as their users have them: A takes a video in offline, B finds it after
 * a sync, B's server does the heavy batch, both go on apart, and end equal. Needs the starter
 * models.
 */

const database = `story_${randomUUID().slice(0, 8)}`;
let admin: pg.Client;
let a: Terminal;
let b: Terminal;
beforeAll(async () => {
  await serversReady('chat');
  admin = new pg.Client({ connectionString: servers.postgresUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${database}`);
  a = await Terminal.open({ models: modelsFolder() });
  b = await Terminal.open({ models: modelsFolder() });
}, startMs);
afterAll(async () => {
  await a.close();
  await b.close();
  await admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
  await admin.end();
});

const clip = (name: string): string => join(samplesFolder, `${name}.mp4`);
const address = (): string => {
  const url = new URL(servers.postgresUrl);
  url.pathname = `/${database}`;
  return url.href;
};
const status = (device: Terminal): Promise<SharingStatus> => device.json('team', 'status');

async function ok(device: Terminal, ...args: string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await device.run('--json', ...args);
  expect(exitCode, `${args.join(' ')}: ${stdout}${stderr}`).toBe(0);
}

test('A takes a video in offline; after a sync B finds its words, marked as the team’s', async () => {
  await ok(a, 'settings', 'set', 'offline', 'true');
  await ok(a, 'ingest', clip('lunch-money-friday'));
  await ok(a, 'settings', 'set', 'offline', 'false');
  await ok(a, 'team', 'connect', address());
  await ok(a, 'team', 'sync');
  await ok(b, 'team', 'connect', address());
  await ok(b, 'team', 'sync');
  const found = await b.json<{ hits: object[]; team: TeamMoments }>(
    ...['search', '--team', 'spending less on lunch'],
  );
  expect(found.hits).toEqual([]);
  expect(found.team.searched).toBe('team');
  const [first] = found.team.hits;
  expect(first).toMatchObject({ from: 'team', place: 0 });
  expect(found.team.hits.some(({ text }) => /lunch/i.test(text))).toBe(true);
  // Its own device has it itself.
  const own = await a.json<{ hits: object[]; team: TeamMoments }>('search', '--team', 'lunch');
  expect(own.hits.length).toBeGreaterThan(0);
  expect(own.team.hits).toEqual([]);
}, 240_000);

test('B’s server does the heavy batch, and its key is in no file of the device', async () => {
  b.give('VLLM_KEY', servers.key);
  const { id } = await b.json<Endpoint>(
    ...['endpoints', 'add', '--name', 'GPU box', '--role', 'chat', '--url', servers.chatUrl],
    ...['--key-from-env', 'VLLM_KEY'],
  );
  // This machine has no keychain: each process is given the key anew.
  const name = `TRENDROOM_SECRET_ENDPOINT_${id.replaceAll('-', '_').toUpperCase()}`;
  b.give(name, servers.key);
  b.give(`${name}_ORIGIN`, servers.chatUrl);
  await ok(b, 'endpoints', 'approve', id);
  const file = join(b.folder, 'hooks.jsonl');
  const line = (index: number): string =>
    JSON.stringify({
      custom_id: `hook-${index}`,
      url: '/v1/chat/completions',
      body: { messages: [{ role: 'user', content: `A hook, number ${index}` }], max_tokens: 24 },
    });
  await writeFile(file, Array.from({ length: 120 }, (_, index) => line(index)).join('\n'));
  await ok(b, 'batches', 'create', file, '--name', 'Hooks', '--wait');
  const { batches } = await b.json<{ batches: { progress: object }[] }>('batches', 'list');
  expect(batches[0]?.progress).toMatchObject({ rows: 120, done: 120, failed: 0 });
  const sqlite = await readFile(join(b.library, 'library.sqlite'));
  expect(sqlite.includes(servers.key)).toBe(false);
}, 180_000);

test('apart, both take videos in, and A removes the first; after syncs in any order both are equal', async () => {
  await ok(b, 'ingest', clip('onion-without-tears'));
  const { videos } = await a.json<{ videos: { id: string }[] }>('list');
  await ok(a, 'remove', videos[0]?.id ?? '');
  for (const device of [b, a, b, a]) await ok(device, 'team', 'sync');
  const [ofA, ofB] = [await status(a), await status(b)];
  expect(ofA).toMatchObject({ pending: 0, conflicts: 0 });
  expect({ records: ofB.records, pending: ofB.pending }).toEqual({
    ...{ records: ofA.records, pending: 0 },
  });
  const gone = await b.json<{ team: TeamMoments }>('search', '--team', 'lunch money Friday');
  expect(gone.team.hits.some(({ text }) => /lunch/i.test(text))).toBe(false);
  const come = await a.json<{ team: TeamMoments }>('search', '--team', 'onion tears');
  expect(come.team.hits.some(({ text }) => /onion/i.test(text))).toBe(true);
}, 240_000);
