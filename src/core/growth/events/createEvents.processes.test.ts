import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openLocalDatabase, type TeamDatabase } from '../../sync/index.ts';
import { migrateGrowth } from '../database/growthTables.ts';
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
  ]);
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

test('a text that no Postgres keeps is refused in words, and what comes next is taken', async () => {
  const count = { platform: 'tiktok', day: '2026-06-01', metric: 'views', value: 1 };
  for (const post of ['a\u0000b', 'a\ud800b']) {
    await expect(events().addCounts([{ ...count, post }])).rejects.toMatchObject({
      code: 'usage.invalid',
    });
  }
  expect(await events().addCounts([{ ...count, post: 'x' }])).toMatchObject({ added: 1 });
});
