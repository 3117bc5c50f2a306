import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrateGrowth } from '../src/core/growth/database/growthTables.ts';
import { createEvents, createExperiments } from '../src/core/growth/index.ts';
import type { TeamDatabase } from '../src/core/sync/index.ts';
import { openPglite } from '../src/core/sync/postgres/pgliteDatabase.ts';
import { growthSchemaName, teamSchemaName } from '../src/core/sync/postgres/schemaName.ts';
import { teamSchema } from '../src/core/sync/postgres/teamSchema.ts';

const nowMs = Date.UTC(2026, 5, 15, 12);
const ours = '7f00-Hook';
const schema = growthSchemaName(ours);
const roles = ['anna', 'vera', 'olga'];
let db: TeamDatabase;

beforeAll(async () => {
  db = await openPglite(undefined, schema);
  for (const statements of teamSchema(teamSchemaName)) await db.exec(statements);
  await migrateGrowth(db);
  await db.exec(`INSERT INTO trendroom.workspaces (id, name) VALUES ('${ours}', 'ours'), ('other', 'theirs');
    INSERT INTO trendroom.members VALUES ('${ours}', 'anna', 'editor'), ('${ours}', 'vera', 'viewer'),
      ('other', 'olga', 'owner');
    GRANT USAGE ON SCHEMA trendroom TO PUBLIC;
    GRANT SELECT ON ALL TABLES IN SCHEMA trendroom TO PUBLIC;`);
  for (const role of roles) await db.exec(`CREATE ROLE ${role} LOGIN`);
});
afterAll(() => db.close());

const tools = {
  database: { get: () => Promise.resolve(db), dispose: () => Promise.resolve() },
  clock: { nowMs: () => nowMs },
  draftOf: () => {
    throw new Error('The variants are texts.');
  },
};
const events = () => createEvents(tools);
const experiments = createExperiments(tools);

/** As one who has every right on the tables but is not their owner. */
async function as<Result>(role: string, work: () => Promise<Result>): Promise<Result> {
  await db.exec(`GRANT USAGE ON SCHEMA ${schema} TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${role};
    GRANT EXECUTE ON FUNCTION ${schema}.growth_make_month(text) TO ${role};
    SET SESSION AUTHORIZATION ${role};`);
  try {
    return await work();
  } finally {
    await db.exec('SET SESSION AUTHORIZATION postgres');
  }
}

const exposure = (person: string, experiment: string, atMs = nowMs - 1_000) => ({
  ...{ id: `${person}-${atMs}`, name: 'exposure', person, consent: 'granted', atMs },
  properties: { experiment, variant: 'A' },
});
const spec = {
  ...{ name: 'Price or dish', hypothesis: 'The price.', minimumEffect: 0.2, baseline: 0.3 },
  ...{ metric: { measure: 'conversion:signup' }, variants: [{ text: 'dish' }, { text: 'price' }] },
};
const counted = async () => (await events().count()).counts;
const nobody = /row-level security|may not/;

test('an editor of the workspace works with its experiments, months that are new included', async () => {
  const { id } = await as('anna', () => experiments.create(spec));
  await as('anna', () => experiments.start(id));
  const before = nowMs - 40 * 86_400_000;
  const added = await as('anna', () =>
    events().add([exposure('a', id), exposure('b', id), exposure('c', id, before), 'wrong']),
  );
  expect(added).toMatchObject({ added: 3, rejected: 1 });
  expect(await as('anna', counted)).toMatchObject([{ events: 2 }, { events: 1 }]);
  expect(await as('anna', () => events().forget('b'))).toEqual({ removed: 1 });
  expect(await as('anna', () => experiments.list())).toMatchObject([{ id, state: 'running' }]);
});

test('who is in another workspace reads and writes nothing here, in partitions neither', async () => {
  const tables = await db.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = '${schema}'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1`,
  );
  const names = tables.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['growth_events_2026_05', 'growth_events_2026_06']));
  const rowsOf = (role: string) =>
    as(role, async () => {
      const seen: string[] = [];
      for (const name of names) {
        const rows = await db.query(`SELECT 1 FROM ${schema}.${name}`);
        if (rows.length > 0) seen.push(name);
      }
      return seen;
    });
  expect(await rowsOf('olga')).toEqual([]);
  const anna = await rowsOf('anna');
  expect(anna).toEqual(
    expect.arrayContaining(['growth_events', 'growth_experiments', 'growth_rejected']),
  );
  expect(anna.filter((name) => /_\d{4}_/.test(name))).toEqual([]);
  expect(await as('olga', () => experiments.list())).toEqual([]);
  for (const work of [
    () => events().add([exposure('x', 'y')]),
    () => events().add([exposure('x', 'y', nowMs - 100 * 86_400_000)]),
    () => experiments.create(spec),
    () => events().forget('a'),
    () => db.exec(`SELECT ${schema}.growth_make_month('2026-01')`),
    () => db.exec(`INSERT INTO ${schema}.growth_event_keys VALUES ('k', 'p', now())`),
    () =>
      db.exec(
        `INSERT INTO ${schema}.growth_events_2026_06 VALUES ('k', '2026-06-02', now(), 'x', 'p', '{}', false)`,
      ),
  ]) {
    await expect(as<unknown>('olga', work)).rejects.toThrow(nobody);
  }
  await as('olga', () => db.exec(`DELETE FROM ${schema}.growth_event_keys`));
  expect(await db.query(`SELECT person FROM ${schema}.growth_event_keys ORDER BY 1`)).toEqual([
    { person: 'a' },
    { person: 'c' },
  ]);
});

test('a viewer reads, and what they would change is refused in words', async () => {
  const [found] = await as('vera', () => experiments.list());
  expect(found).toMatchObject({ state: 'running' });
  expect(await as('vera', counted)).toHaveLength(2);
  const id = found?.id ?? '';
  for (const work of [
    () => experiments.stop(id),
    () => experiments.create(spec),
    () => events().add([exposure('x', id)]),
    () => events().forget('a'),
  ]) {
    await expect(as<unknown>('vera', work)).rejects.toThrow(nobody);
  }
  expect(await experiments.list()).toMatchObject([{ state: 'running' }]);
});
