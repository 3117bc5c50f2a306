import { afterAll, beforeAll, beforeEach } from 'vitest';
import { migrateGrowth } from '../../src/core/growth/database/growthTables.ts';
import { growthStory } from '../../src/core/growth/testing/growthStory.ts';
import { openServerDatabase, type TeamDatabase } from '../../src/core/sync/index.ts';
import { makeDatabase, type TestDatabase } from './support/teamDatabase.ts';

let database: TestDatabase;
let db: TeamDatabase;
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

growthStory(() => db, Date.UTC(2026, 5, 15, 12));
