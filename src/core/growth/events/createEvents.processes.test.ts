import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openLocalDatabase, type TeamDatabase } from '../../sync/index.ts';
import { migrateGrowth } from '../database/growthTables.ts';
import { readDump } from '../dump/readDump.ts';
import { growthStory } from '../testing/growthStory.ts';
import { createEvents } from './createEvents.ts';

const nowMs = Date.UTC(2026, 5, 15, 12);

let db: TeamDatabase;
beforeAll(async () => {
  db = await openLocalDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.exec(`DROP SCHEMA IF EXISTS ${db.schema} CASCADE`);
  await migrateGrowth(db);
});

const events = (atMs = nowMs) =>
  createEvents({
    database: { get: () => Promise.resolve(db), dispose: () => Promise.resolve() },
    clock: { nowMs: () => atMs },
  });

growthStory(() => db, nowMs);

test('tables are made once, however often they are asked for', async () => {
  await Promise.all([migrateGrowth(db), migrateGrowth(db)]);
  expect(await db.query(`SELECT version FROM ${db.schema}.growth_versions`)).toEqual([
    { version: 1 },
    { version: 2 },
    { version: 3 },
    { version: 4 },
    { version: 5 },
  ]);
});

test('tables of the first version get the sums of their arms', async () => {
  const event = (id: string, name: string, properties: object) => ({
    ...{ id, name, properties, atMs: nowMs - 1_000, person: id.slice(0, 1), consent: 'granted' },
  });
  const exposed = { experiment: 'hook', variant: 'x' };
  const signup = { goal: 'signup', value: 0.1 };
  await events().add([
    ...[event('a1', 'exposure', exposed), event('b1', 'exposure', exposed)],
    ...[event('a2', 'conversion', signup), event('a3', 'conversion', { ...signup, value: 0.2 })],
  ]);
  const { schema } = db;
  const arms = () => db.query(`SELECT * FROM ${schema}.growth_arms ORDER BY measure`);
  const made = await arms();
  expect(made).toMatchObject([
    { measure: '', units: 2 },
    { measure: 'conversion:signup', happened: 1, value: '0.3', value_squares: '0.09' },
  ]);
  await db.exec(`DROP TABLE ${schema}.growth_arms;
    DROP INDEX ${schema}.growth_units_exposed, ${schema}.growth_events_bots;
    ALTER TABLE ${schema}.growth_unit_measures DROP COLUMN hour;
    ALTER TABLE ${schema}.growth_unit_measures ALTER COLUMN value TYPE double precision;
    DROP FUNCTION ${schema}.growth_make_month;
    DELETE FROM ${schema}.growth_versions WHERE version > 1`);
  await migrateGrowth(db);
  expect(await arms()).toEqual(made);
});

test('months past the retention period are dropped, and their events not taken again', async () => {
  const old = {
    id: '1',
    name: 'click',
    atMs: nowMs - 380 * 86_400_000,
    person: 'p',
    consent: 'granted',
  };
  const add = () => events().add([{ ...old, properties: { target: 'x' } }]);
  expect(await add()).toMatchObject({ added: 1 });
  const later = events(nowMs + 60 * 86_400_000);
  expect((await later.count()).counts).toEqual([]);
  const tables = await db.query(`SELECT 1 FROM pg_class WHERE relname = 'growth_events_2025_05'`);
  expect(tables).toEqual([]);
  expect(await later.add([{ ...old, properties: { target: 'x' } }])).toMatchObject({
    ...{ added: 0, expired: 1 },
  });
});

test('of a dump that was changed nothing is believed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-dump-'));
  const read = async (...lines: unknown[]): Promise<void> => {
    const file = join(folder, 'growth.jsonl');
    await writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n'));
    await readDump(db, file, nowMs);
  };
  try {
    for (const line of [
      ...[{ table: 'pg_authid', row: {} }, { table: 'growth_units', row: {} }, 'x', {}],
      { table: 'growth_left_out', row: { reason: 'x', events: 'many' } },
    ]) {
      await expect(read(line)).rejects.toMatchObject({ code: 'backup.invalid' });
    }
    await read({ event: { id: 'x', name: 'made up' } }, { event: 5 });
    expect(await events().count()).toMatchObject({ counts: [], excluded: { rejected: 2 } });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a text that no Postgres keeps is refused in words, and what comes next is taken', async () => {
  const count = { platform: 'tiktok', day: '2026-06-01', metric: 'views', value: 1 };
  for (const post of ['a\u0000b', 'a\ud800b']) {
    await expect(events().addCounts([{ ...count, post }])).rejects.toMatchObject({
      code: 'usage.invalid',
    });
  }
  expect(await events().addCounts([{ ...count, post: 'x' }])).toMatchObject({ added: 1 });
});
