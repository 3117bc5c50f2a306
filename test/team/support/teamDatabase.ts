import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { servers } from './servers.ts';

export type TestDatabase = Awaited<ReturnType<typeof makeDatabase>>;

/** A database of its own in the real Postgres, gone in the end. */
export async function makeDatabase() {
  const name = `team_${randomUUID().slice(0, 8)}`;
  const admin = new pg.Client({ connectionString: servers.postgresUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const address = (user = 'postgres'): string => {
    const url = new URL(servers.postgresUrl);
    url.username = user;
    url.pathname = `/${name}`;
    return url.href;
  };
  return {
    name,
    address,
    /** As the owner. */
    query: async (sql: string, params: unknown[] = []): Promise<Record<string, unknown>[]> => {
      const client = new pg.Client({ connectionString: address() });
      await client.connect();
      try {
        return (await client.query(sql, params)).rows;
      } finally {
        await client.end();
      }
    },
    remove: async (): Promise<void> => {
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}
