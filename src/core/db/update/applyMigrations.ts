import type Database from 'better-sqlite3';
import type { MigrationMeta } from 'drizzle-orm/migrator';

/**
 * Applies those of the migrations that a database does not have yet, in one transaction. Errors:
 * SQLite's own, and one that names references that lead nowhere; then nothing was changed.
 */
export function applyMigrations(
  connection: Database.Database,
  migrations: readonly MigrationMeta[],
): void {
  const apply = connection.transaction(() => {
    const before = brokenReferences(connection);
    // The table of drizzle's own migrator.
    connection.exec(
      'CREATE TABLE IF NOT EXISTS __drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)',
    );
    const applied = lastApplied(connection) ?? 0;
    for (const { sql, hash, folderMillis } of migrations) {
      if (folderMillis <= applied) continue;
      for (const statement of sql) connection.exec(statement);
      connection
        .prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)')
        .run(hash, folderMillis);
    }
    refuseBrokenReferences(before, brokenReferences(connection));
  });
  // Neither can be changed inside of a transaction.
  connection.pragma('foreign_keys = OFF');
  try {
    apply.immediate();
  } finally {
    connection.pragma('foreign_keys = ON');
  }
}

/** How many rows of a table refer to a row of another table that is not there. */
function brokenReferences(connection: Database.Database): Map<string, number> {
  const rows = connection
    .prepare<[], { name: string; count: number }>(
      `SELECT "table" || ' to ' || parent AS name, count(*) AS count
       FROM pragma_foreign_key_check GROUP BY "table", parent`,
    )
    .all();
  return new Map(rows.map(({ name, count }) => [name, count]));
}

/** Those that were broken before do not keep a library from its update. */
function refuseBrokenReferences(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): void {
  for (const [name, count] of after) {
    if (count <= (before.get(name) ?? 0)) continue;
    throw new Error(`${count} dangling references from ${name}`);
  }
}

/** When the newest applied migration was made; undefined for a database without any. */
export function lastApplied(connection: Database.Database): number | undefined {
  const hasTable = connection
    .prepare("SELECT 1 FROM sqlite_master WHERE name = '__drizzle_migrations'")
    .get();
  if (hasTable === undefined) return undefined;
  const latest = connection
    .prepare<[], number | null>('SELECT max(created_at) FROM __drizzle_migrations')
    .pluck()
    .get();
  return latest ?? undefined;
}
