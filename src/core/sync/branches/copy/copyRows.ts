import type { LibraryDatabase } from '../../../db/index.ts';

export type Client = LibraryDatabase['$client'];

interface RowsOf {
  table: string;
  /** Column whose value picks the rows. */
  by: string;
  value: string | number;
  /** Columns that get another value here than there. */
  set?: Record<string, string | number | null>;
  /** Columns that are not carried over: ids that each database gives itself. */
  without?: readonly string[];
}

/** Name of the branch's database in a connection that has it attached. */
export const branchName = 'branch_db';

/**
 * Replaces the rows of a table that `by` picks by those of the attached branch. Both databases
 * have this program's schema; names of tables and columns are this room's own.
 */
export function replaceRows(client: Client, rows: RowsOf): void {
  const { table, by, value, set = {} } = rows;
  client.prepare(`DELETE FROM main.${table} WHERE ${by} = ?`).run(set[by] ?? value);
  addRows(client, rows);
}

/** Adds rows of the attached branch; those that are here already stay as they are. */
export function addRows(
  client: Client,
  { table, by, value, set = {}, without = [] }: RowsOf,
): void {
  const columns = client
    .prepare<[string], string>("SELECT name FROM pragma_table_info(?, 'main')")
    .pluck()
    .all(table)
    .filter((name) => !without.includes(name));
  const taken = columns.map((name) => (name in set ? `:${name}` : `"${name}"`));
  client
    .prepare(
      `INSERT OR IGNORE INTO main.${table} (${columns.map((name) => `"${name}"`).join(', ')})
       SELECT ${taken.join(', ')} FROM ${branchName}.${table} WHERE ${by} = :by_value`,
    )
    .run({ ...set, by_value: value });
}
