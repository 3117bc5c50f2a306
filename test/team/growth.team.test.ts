import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Branch } from '../../src/contract/index.ts';
import { migrateGrowth } from '../../src/core/growth/database/growthTables.ts';
import { growthStory } from '../../src/core/growth/testing/growthStory.ts';
import { openServerDatabase, type TeamDatabase } from '../../src/core/sync/index.ts';
import { makeDatabase, type TestDatabase } from './support/teamDatabase.ts';
import { TeamDevice } from './support/teamDevice.ts';

let database: TestDatabase;
let db: TeamDatabase;
let devices: TeamDevice[] = [];
beforeAll(async () => {
  database = await makeDatabase();
  db = await openServerDatabase(database.address());
});
afterAll(async () => {
  await db.close();
  await database.remove();
});
beforeEach(async () => {
  await db.exec(`DROP SCHEMA IF EXISTS ${db.schema} CASCADE`);
  await migrateGrowth(db);
});
afterEach(async () => {
  for (const device of devices) await device.close();
  devices = [];
});

growthStory(() => db, Date.UTC(2026, 5, 15, 12));

const connected = async (user?: string): Promise<TeamDevice> => {
  const device = await TeamDevice.open();
  devices.push(device);
  await device.client.sharing.connect({ target: database.address(user) });
  return device;
};
const spec = {
  ...{ name: 'Price or dish', hypothesis: 'The price.', minimumEffect: 0.2, baseline: 0.3 },
  ...{ metric: { measure: 'conversion:signup' }, variants: [{ text: 'dish' }, { text: 'price' }] },
};
const seen = (id: string, experiment: string, atMs = Date.now()) => ({
  ...{ id, name: 'exposure', person: id, consent: 'granted', atMs },
  properties: { experiment, variant: 'A' },
});

test('where a team has a Postgres its members share experiments and events; alone they are on this disk', async () => {
  const owner = await connected();
  const { id } = await owner.client.experiments.create(spec);
  await owner.client.experiments.start({ experimentId: id });
  expect(await owner.client.events.add({ events: [seen('a', id)] })).toMatchObject({ added: 1 });

  await database.query(await readFile('docs/team-postgres.sql', 'utf8'));
  const anna = `anna_${database.name}`;
  await database.query(`CREATE ROLE ${anna} LOGIN IN ROLE trendroom_member`);
  await database.query(
    `INSERT INTO trendroom.members SELECT id, '${anna}', 'editor' FROM trendroom.workspaces`,
  );
  const member = await connected(anna);
  const { client } = member;
  expect((await client.experiments.list()).experiments).toMatchObject([{ id, state: 'running' }]);
  // A month that nobody has written into: its partition is made for her.
  const long = Date.now() - 100 * 86_400_000;
  const events = [seen('b', id), seen('a', id), seen('c', 'other', long)];
  expect(await client.events.add({ events })).toMatchObject({ added: 2, duplicates: 1 });
  const [units] = await database.query(
    `SELECT count(*)::int AS units FROM ${await schema()}.growth_units WHERE experiment = '${id}'`,
  );
  expect(units).toEqual({ units: 2 });
  // She may drop nothing.
  await expect(
    openServerDatabase(database.address(anna)).then(async (hers) => {
      try {
        await hers.exec(`DROP TABLE ${await schema()}.growth_units`);
      } finally {
        await hers.close();
      }
    }),
  ).rejects.toMatchObject({ code: 'sharing.notAllowed' });

  await client.sharing.disconnect();
  expect(await client.experiments.list()).toEqual({ experiments: [] });
  await client.events.add({ events: [seen('d', id)] });
  expect((await client.events.count()).counts).toMatchObject([{ name: 'exposure', events: 1 }]);
});

test('a member of one workspace neither sees nor changes events and experiments of another', async () => {
  const owner = await connected();
  const { id } = await owner.client.experiments.create(spec);
  await owner.client.experiments.start({ experimentId: id });
  await owner.client.events.add({ events: [seen('a', id), 'wrong'] });
  const theirs = await schema();
  await database.query(await readFile('docs/team-postgres.sql', 'utf8'));
  const [olga, vera] = [`olga_${database.name}`, `vera_${database.name}`];
  for (const role of [olga, vera]) {
    await database.query(`CREATE ROLE ${role} LOGIN IN ROLE trendroom_member`);
  }
  await database.query(`INSERT INTO trendroom.workspaces (id, name) VALUES ('other', 'other')`);
  await database.query(
    `INSERT INTO trendroom.members VALUES ('other', '${olga}', 'editor'),
       ((SELECT id FROM trendroom.workspaces WHERE name = 'team'), '${vera}', 'viewer')`,
  );

  const hers = await openServerDatabase(database.address(olga));
  try {
    const tables = await database.query(
      `SELECT relname AS name FROM pg_class
       WHERE relnamespace = '${theirs}'::regnamespace AND relkind IN ('r', 'p')`,
    );
    expect(tables.length).toBeGreaterThan(10);
    for (const { name } of tables) {
      expect([name, await hers.query(`SELECT 1 FROM ${theirs}.${name}`)]).toEqual([name, []]);
    }
    for (const sql of [
      `INSERT INTO ${theirs}.growth_event_keys VALUES ('k', 'p', now())`,
      `SELECT ${theirs}.growth_make_month('2026-01')`,
    ]) {
      await expect(hers.query(sql)).rejects.toMatchObject({ code: 'sharing.notAllowed' });
    }
  } finally {
    await hers.close();
  }
  const { client } = await connected(vera);
  expect((await client.experiments.list()).experiments).toMatchObject([{ id, state: 'running' }]);
  for (const change of [
    () => client.experiments.stop({ experimentId: id }),
    () => client.events.add({ events: [seen('b', id)] }),
  ]) {
    await expect(change()).rejects.toMatchObject({ code: 'sharing.notAllowed' });
  }
  expect(await database.query(`SELECT person FROM ${theirs}.growth_units`)).toEqual([
    { person: 'a' },
  ]);
});

test('a branch for an experiment has its events in a schema of its own, which goes with it', async () => {
  // No team has tables of events beside its own ones.
  await db.exec(`DROP SCHEMA ${db.schema} CASCADE`);
  const device = await connected();
  const { id } = await device.client.experiments.create(spec);
  await device.client.experiments.start({ experimentId: id });
  const long = Date.now() - 100 * 86_400_000;
  await device.client.events.add({ events: [seen('a', id), seen('old', id, long)] });
  const theirs = await schema();
  const made = await device.client.branches.create({
    ...{ name: 'try', team: 'schema', experimentId: id },
  });
  const branches: Branch[] = [];
  for await (const event of made) if (event.type === 'done') branches.push(event.branch);
  const [branch] = branches;
  if (branch === undefined) throw new Error('The branch was not made.');
  const copy = `trendroom_growth_${branch.id}`;
  const keysIn = async (name: string) =>
    (await database.query(`SELECT id FROM ${name}.growth_event_keys ORDER BY id`)).map(
      (row) => row.id,
    );
  expect(await keysIn(copy)).toEqual(['a', 'old']);

  await device.client.branches.open({ id: branch.id });
  await device.leave();
  await device.client.events.add({ events: [seen('b', id), seen('a', id)] });
  expect(await device.client.experiments.stop({ experimentId: id })).toMatchObject({
    state: 'stopped',
  });
  await device.client.branches.leave();
  await device.leave();
  expect(await keysIn(copy)).toEqual(['a', 'b', 'old']);
  expect(await keysIn(theirs)).toEqual(['a', 'old']);
  expect((await device.client.experiments.list()).experiments).toMatchObject([
    { id, state: 'running' },
  ]);

  await database.query(await readFile('docs/team-postgres.sql', 'utf8'));
  const member = `mia_${database.name}`;
  await database.query(`CREATE ROLE ${member} LOGIN IN ROLE trendroom_member`);
  await database.query(
    `INSERT INTO trendroom.members SELECT id, '${member}', 'editor' FROM trendroom.workspaces`,
  );
  const hers = await openServerDatabase(database.address(member));
  try {
    expect(await hers.query(`SELECT 1 FROM ${theirs}.growth_event_keys`)).toHaveLength(2);
    expect(await hers.query(`SELECT 1 FROM ${copy}.growth_event_keys`)).toEqual([]);
  } finally {
    await hers.close();
  }
  await device.client.branches.remove({ id: branch.id });
  expect(
    await database.query(`SELECT 1 FROM pg_namespace WHERE nspname LIKE '%${branch.id}'`),
  ).toEqual([]);
});

async function schema(): Promise<string> {
  const [found] = await database.query(
    `SELECT 'trendroom_growth_' || id AS name FROM trendroom.workspaces WHERE name = 'team'`,
  );
  return String(found?.name);
}

test('npm run demo:growth ends with each kind of decision', async () => {
  const demo = ['scripts/run.mjs', 'scripts/demoGrowth.ts', '--postgres', database.address()];
  const { stdout } = await promisify(execFile)(process.execPath, demo);
  for (const decision of ['scale', 'keep', 'kill', 'inconclusive', 'invalid']) {
    expect(stdout).toMatch(new RegExp(`^ {2}${decision}: .{20}`, 'm'));
  }
}, 300_000);
