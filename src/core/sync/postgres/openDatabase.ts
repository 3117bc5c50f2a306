import { parsePostgresAddress } from './postgresAddress.ts';
import type { TeamDatabase } from './teamDatabase.ts';

/** Postgres in this process, in a folder or in memory; loaded when it is first needed. */
export async function openLocalDatabase(directory?: string): Promise<TeamDatabase> {
  const { openPglite } = await import('./pgliteDatabase.ts');
  return openPglite(directory);
}

/** A Postgres of a server, by its address with the password. Errors: those of the address. */
export async function openServerDatabase(address: string): Promise<TeamDatabase> {
  const { openPostgres } = await import('./postgresDatabase.ts');
  return openPostgres(parsePostgresAddress(address), 4);
}
