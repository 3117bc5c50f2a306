import { connection } from 'next/server';
import { freshness } from '../../server/freshness.ts';
import { hub } from '../../server/hub.ts';

/** The freshness contract, for machines. Times in seconds. */
export async function GET(): Promise<Response> {
  await connection();
  const awaySinceMs = hub().database.awaySinceMs();
  const database =
    awaySinceMs === undefined
      ? { state: 'answers' }
      : { state: 'away', since: new Date(awaySinceMs).toISOString() };
  return Response.json({ unit: 'seconds', database, routes: freshness });
}
