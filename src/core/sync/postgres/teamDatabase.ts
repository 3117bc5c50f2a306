import type { SchemaName } from './schemaName.ts';

/** A Postgres as sharing uses it: one of a server, or PGlite on this disk. */
export interface TeamQueries {
  /** Where the tables are; written into the SQL. */
  readonly schema: SchemaName;
  /** Rows as objects; `sql` has `$1`, `$2`, ... */
  query<Row extends object>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
}

export interface TeamDatabase extends TeamQueries {
  /** Rolls back when `work` throws. */
  transaction<Result>(work: (tx: TeamQueries) => Promise<Result>): Promise<Result>;
  /** Several statements without parameters, all or none of them; gives the rows of all. */
  exec<Row extends object>(sql: string): Promise<Row[]>;
  close(): Promise<void>;
}
