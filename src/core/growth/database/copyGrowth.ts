import type { SchemaName, TeamDatabase, TeamQueries } from '../../sync/index.ts';
import { ensureMonths } from '../events/ensureMonths.ts';
import { lockGrowth, migrateGrowth } from './growthTables.ts';

/**
 * Copies all experiments and events into a schema of the same database, as they are at one time: no writer
 * comes between, and a failure leaves nothing. The schema is named after no workspace, so that nobody but
 * the owner of the tables sees the copy. Errors: `sharing.notAllowed` for who may not make a schema.
 */
export async function copyGrowth(
  db: TeamDatabase,
  target: SchemaName,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await migrateGrowth(inSchema(db, target));
    await db.transaction(async (tx) => {
      await lockGrowth(tx);
      await ensureMonths({ ...tx, schema: target }, await monthsOf(tx));
      for (const { name, columns } of await tablesOf(tx)) {
        signal?.throwIfAborted();
        await tx.query(
          `INSERT INTO ${target}.${name} (${columns}) SELECT ${columns} FROM ${tx.schema}.${name}`,
        );
      }
      await tx.query(`COMMENT ON SCHEMA ${target} IS 'A branch of Trendroom; may be dropped.'`);
    });
  } catch (error) {
    await db.exec(`DROP SCHEMA IF EXISTS ${target} CASCADE`).catch(() => undefined);
    throw error;
  }
}

function inSchema(db: TeamDatabase, schema: SchemaName): TeamDatabase {
  return {
    ...db,
    schema,
    transaction: (work) => db.transaction((tx) => work({ ...tx, schema })),
  };
}

/** An instant of each month that has a partition. */
async function monthsOf(tx: TeamQueries): Promise<Set<number>> {
  const rows = await tx.query<{ month: string }>(
    `SELECT replace(right(c.relname, 7), '_', '-') AS month FROM pg_inherits i
     JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = '${tx.schema}.growth_events'::regclass`,
  );
  return new Set(rows.map(({ month }) => Date.parse(`${month}-01T00:00:00Z`)));
}

/** Experiments first: others refer to them. Both schemas are of this version. */
function tablesOf(tx: TeamQueries): Promise<{ name: string; columns: string }[]> {
  return tx.query(
    `SELECT c.relname AS name, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relnamespace = '${tx.schema}'::regnamespace AND c.relkind IN ('r', 'p')
       AND NOT c.relispartition AND c.relname LIKE 'growth\\_%' AND c.relname <> 'growth_versions'
     GROUP BY c.relname ORDER BY c.relname <> 'growth_experiments', c.relname`,
  );
}
