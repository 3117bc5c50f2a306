import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { migrations } from './migrations.ts';

export type Query = <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>;

/** A Postgres that takes longer is away. */
const connectMs = 2_000;
const queryMs = 5_000;

export interface Database {
  query: Query;
  /** All of it, or nothing. */
  transaction<Result>(work: (query: Query) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** The database at `url`, or the embedded one in `folder`, with its tables up to date. */
export async function openDatabase(options: { url?: string; folder: string }): Promise<Database> {
  const database =
    options.url === undefined ? await openEmbedded(options.folder) : openPostgres(options.url);
  await migrate(database);
  return database;
}

async function openEmbedded(folder: string): Promise<Database> {
  const embedded = await PGlite.create(folder);
  const on =
    (client: Pick<PGlite, 'query'>): Query =>
    async <Row extends object>(sql: string, values: unknown[] = []) =>
      (await client.query<Row>(sql, values)).rows;
  return {
    query: on(embedded),
    transaction: (work) =>
      embedded.transaction((client) =>
        work(async (sql, values = []) => {
          const { rows } = await client.query(sql, values);
          return rows as never;
        }),
      ),
    close: () => embedded.close(),
  };
}

function openPostgres(connectionString: string): Database {
  const pool = new pg.Pool({
    ...{ connectionString, max: 8 },
    ...{ connectionTimeoutMillis: connectMs, query_timeout: queryMs },
  });
  // A connection that breaks while nobody uses it is replaced by the next one.
  pool.on('error', () => {});
  return {
    query: async <Row extends object>(sql: string, values: unknown[] = []) =>
      (await pool.query<Row>(sql, values)).rows,
    transaction: async (work) => {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const result = await work(
          async <Row extends object>(sql: string, values: unknown[] = []) =>
            (await client.query<Row>(sql, values)).rows,
        );
        await client.query('COMMIT');
        return result;
      } catch (error) {
        // Over a connection that broke it fails, too, and what broke it is to be known.
        await client.query('ROLLBACK').catch(() => {});
        throw error;
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}

/** One process at a time; what ran already is left out. */
async function migrate({ transaction }: Database): Promise<void> {
  await transaction(async (query) => {
    await query('SELECT pg_advisory_xact_lock(7235001)');
    await query('CREATE TABLE IF NOT EXISTS hub_migrations (id integer PRIMARY KEY)');
    const done = await query<{ id: number }>('SELECT id FROM hub_migrations');
    for (const [id, statements] of migrations.entries()) {
      if (done.some((each) => each.id === id)) continue;
      for (const statement of statements) await query(statement);
      await query('INSERT INTO hub_migrations (id) VALUES ($1)', [id]);
    }
  });
}
