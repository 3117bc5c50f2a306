import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Branch, ContentHash } from '../../src/contract/index.ts';
import type { Library } from '../../src/core/db/index.ts';
import {
  type TemporaryLibrary,
  temporaryLibrary,
} from '../../src/core/db/testing/temporaryLibrary.ts';
import { createMemorySecrets } from '../../src/core/host/index.ts';
import {
  findVideoByHash,
  insertVideo,
  replaceChunks,
  updateVideo,
} from '../../src/core/library/index.ts';
import {
  type DeviceWithBranches,
  deviceWithBranches,
} from '../../src/core/sync/branches/testing/deviceWithBranches.ts';
import { openNeonStandIn } from './support/neonStandIn.ts';
import { servers } from './support/servers.ts';

/** Branches of a team's database: a schema of their own in a real Postgres. */

let database: string;
let admin: pg.Client;
let raw: pg.Client;
let temporary: TemporaryLibrary;
let device: DeviceWithBranches;

beforeAll(async () => {
  admin = new pg.Client({ connectionString: servers.postgresUrl });
  await admin.connect();
});
afterAll(() => admin.end());
beforeEach(async () => {
  database = `branches_${randomUUID().slice(0, 8)}`;
  await admin.query(`CREATE DATABASE ${database}`);
  raw = new pg.Client({ connectionString: address() });
  await raw.connect();
  temporary = await temporaryLibrary();
  device = deviceWithBranches(temporary.library.directory, createMemorySecrets());
  for (const name of ['ferns', 'money']) addVideo(device.library, name);
  await device.sharing.connect({ target: address() });
  await sync(device);
});
afterEach(async () => {
  await device.close();
  await temporary.remove();
  await raw.end();
  await admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
});

function address(user = 'postgres'): string {
  const url = new URL(servers.postgresUrl);
  url.username = user;
  url.pathname = `/${database}`;
  return url.href;
}

const hashOf = (name: string): ContentHash =>
  createHash('sha256').update(name).digest('hex') as ContentHash;

function addVideo(library: Library, name: string): void {
  const id = insertVideo(library, {
    ...{ contentHash: hashOf(name), title: name, originalName: `${name}.mp4` },
    ...{ originalPath: `/${name}.mp4`, storage: 'reference', sizeBytes: 1 },
  });
  replaceChunks(library, id, [{ kind: 'speech', startMs: 0, endMs: 900, text: `about ${name}` }]);
}

function rename(library: Library, name: string, title: string): void {
  const video = findVideoByHash(library, hashOf(name));
  if (video === undefined) throw new Error(`There is no video ${name}.`);
  updateVideo(library, video.id, { title });
}

async function sync({ sharing }: DeviceWithBranches): Promise<{ pushed: number }> {
  const { pushed } = await sharing.sync();
  return { pushed };
}

async function make(): Promise<Branch> {
  for await (const event of device.branches.create({ name: 'try', purpose: '', team: 'schema' })) {
    if (event.type === 'done') return event.branch;
  }
  throw new Error('The branch was not made.');
}

const titlesIn = async (schema: string): Promise<string[]> => {
  const { rows } = await raw.query<{ title: string }>(
    `SELECT fields->>'title' AS title FROM ${schema}.records WHERE kind = 'video' ORDER BY title`,
  );
  return rows.map(({ title }) => title);
};
const schemas = async (): Promise<string[]> => {
  const { rows } = await raw.query<{ name: string }>(
    "SELECT nspname AS name FROM pg_namespace WHERE nspname ~ '^trendroom(_branch_.*)?$' ORDER BY nspname",
  );
  return rows.map(({ name }) => name);
};

test('a branch syncs with its own copy alone; what is kept reaches the team from the library', async () => {
  const before = await device.branches.estimate({ team: 'schema' });
  expect(before.teamBytes).toBeGreaterThan(0);
  const { id, team } = await make();
  const schema = `trendroom_branch_${id}`;
  expect(team).toBe('schema');
  // Every table of it, so that one that a later version adds is not forgotten.
  const tables = await raw.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'trendroom'::regnamespace AND relkind = 'r'",
  );
  for (const { name } of tables.rows) {
    const rows = (of: string) => raw.query(`SELECT t::text FROM ${of}.${name} t ORDER BY 1`);
    expect((await rows(schema)).rows, name).toEqual((await rows('trendroom')).rows);
  }
  const sequence = (of: string) => raw.query(`SELECT last_value FROM ${of}.record_seq`);
  expect((await sequence(schema)).rows).toEqual((await sequence('trendroom')).rows);

  await device.branches.open(id);
  device = await device.reopen();
  rename(device.library, 'ferns', 'Ferns of the branch');
  rename(device.library, 'money', 'Money of the branch');
  expect((await sync(device)).pushed).toBe(2);
  expect(await titlesIn(schema)).toEqual(['Ferns of the branch', 'Money of the branch']);
  expect(await titlesIn('trendroom')).toEqual(['ferns', 'money']);
  // Search asks the branch's copy.
  expect(await device.sharing.search({ query: 'about', limit: 9 })).toMatchObject({
    searched: 'team',
  });

  device.branches.leave();
  device = await device.reopen();
  expect((await sync(device)).pushed).toBe(0);
  const keys = [`video ${hashOf('ferns')}`];
  expect(await device.branches.keep(id, { keys, overwrite: false })).toMatchObject({ kept: 1 });
  expect((await sync(device)).pushed).toBe(1);
  expect(await titlesIn('trendroom')).toEqual(['Ferns of the branch', 'money']);
  await device.branches.remove(id);
  expect(await schemas()).toEqual(['trendroom']);
}, 120_000);

test('row-level security holds in the copy, and only the owner may make one', async () => {
  await raw.query(await readFile('docs/team-postgres.sql', 'utf8'));
  const suffix = database.slice(9);
  const { rows } = await raw.query<{ id: string }>('SELECT id FROM trendroom.workspaces');
  await raw.query("INSERT INTO trendroom.workspaces (id, name) VALUES ('else', 'else')");
  for (const [role, kind, workspace] of [
    [`vera_${suffix}`, 'viewer', rows[0]?.id],
    [`olga_${suffix}`, 'editor', 'else'],
  ]) {
    await raw.query(`CREATE ROLE ${role} LOGIN IN ROLE trendroom_member`);
    await raw.query('INSERT INTO trendroom.members VALUES ($1, $2, $3)', [workspace, role, kind]);
  }
  const { id } = await make();
  const schema = `trendroom_branch_${id}`;
  const asMember = async (role: string): Promise<(sql: string) => Promise<unknown>> => {
    const client = new pg.Client({ connectionString: address(role) });
    await client.connect();
    return async (sql) => {
      try {
        return (await client.query(sql)).rows;
      } catch (error) {
        return error instanceof Error ? error.message : error;
      } finally {
        await client.end();
      }
    };
  };
  const ask = async (role: string, sql: string) => (await asMember(`${role}_${suffix}`))(sql);
  const count = `SELECT count(*)::int AS n FROM ${schema}.records WHERE kind <> 'device'`;
  expect([await ask('vera', count), await ask('olga', count)]).toEqual([[{ n: 4 }], [{ n: 0 }]]);
  const refused = expect.stringMatching(/row-level security|permission denied/);
  const steal = `INSERT INTO ${schema}.records SELECT '${rows[0]?.id}', 'hook', 'x', '{}', '{}', '{}', '{}', NULL, 1, ''`;
  expect([await ask('vera', steal), await ask('olga', steal)]).toEqual([refused, refused]);
  expect(await ask('olga', `UPDATE ${schema}.members SET role = 'owner'`)).toEqual(refused);
  expect(await ask('olga', `DROP SCHEMA ${schema} CASCADE`)).toEqual(
    expect.stringMatching(/owner/),
  );

  // A member's device: refused before anything is made.
  await device.sharing.disconnect();
  await device.sharing.connect({ target: address(`vera_${suffix}`) });
  await expect(make()).rejects.toMatchObject({ code: 'branch.noCopy' });
  expect((await device.branches.list()).branches.map((one) => one.id)).toEqual([id]);
  expect(await schemas()).toEqual(['trendroom', schema]);
}, 120_000);

test('copies that no branch here belongs to are listed and removed; with the team away a branch stays', async () => {
  const { id } = await make();
  const lost = 'trendroom_branch_0123456789ab';
  await raw.query(`CREATE SCHEMA ${lost}`);
  expect(await device.branches.leftovers()).toMatchObject([{ name: lost, team: 'schema' }]);
  for (const name of ['trendroom', 'public', `${lost}; DROP TABLE x`]) {
    await expect(device.branches.removeLeftover({ name, team: 'schema' })).rejects.toMatchObject({
      code: 'usage.invalid',
    });
  }
  await device.branches.removeLeftover({ name: lost, team: 'schema' });
  expect(await schemas()).toEqual(['trendroom', `trendroom_branch_${id}`]);

  await device.sharing.disconnect();
  await expect(device.branches.remove(id)).rejects.toMatchObject({ code: 'branch.noCopy' });
  expect((await device.branches.list()).branches).toMatchObject([{ id, state: 'unfinished' }]);
  await device.sharing.connect({ target: address() });
  await device.branches.remove(id);
  expect(await schemas()).toEqual(['trendroom']);
}, 120_000);

test('on a branch at Neon, events are those of its copy there', async () => {
  const neon = await openNeonStandIn('127.0.0.1', 'localhost');
  try {
    await device.close();
    const { directory } = temporary.library;
    device = deviceWithBranches(directory, device.secrets, neon.address);
    const choice = { team: 'neon' as const, projectId: 'project', neonKey: 'key' };
    const made: Branch[] = [];
    for await (const event of device.branches.create({ name: 'try', purpose: '', ...choice })) {
      if (event.type === 'done') made.push(event.branch);
    }
    const [branch] = made;
    if (branch === undefined) throw new Error('The branch was not made.');
    expect(neon.names()).toEqual([`trendroom-${branch.id}`]);
    expect(device.sharing.serverTarget()).toContain('@127.0.0.1');
    await device.branches.open(branch.id);
    device = await device.reopen();
    expect(device.sharing.serverTarget()).toContain('@localhost');
    const events = await device.sharing.openServer();
    expect(events.schema).toMatch(/^trendroom_growth_[0-9a-z]{16}$/);
    expect(await events.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await events.close();
    device.branches.leave();
    device = await device.reopen();
    await device.branches.remove(branch.id);
    expect(neon.names()).toEqual([]);
  } finally {
    neon.close();
  }
}, 120_000);
