import type { Db } from 'pg-boss';
import type { TeamDatabase, TeamQueries } from '../../postgres/teamDatabase.ts';

/**
 * The team's database as pg-boss uses one: our driver, with its rules of passwords and TLS, and
 * its errors. A text without values may have several statements, whose rows pg-boss reads together.
 */
export function bossDatabase(db: TeamDatabase): Db {
  return {
    executeSql: async (text, values = []) => ({
      rows: values.length === 0 ? await db.exec(text) : await db.query(text, values),
    }),
  };
}

/** The same inside a transaction of ours, for what must be committed with it. */
export function bossTransaction(tx: TeamQueries): Db {
  return { executeSql: async (text, values) => ({ rows: await tx.query(text, values) }) };
}
