import { connection } from 'next/server';
import { freshness, publishPromiseMs } from '../../server/freshness.ts';
import { hub } from '../../server/hub.ts';

const dayMs = 24 * 3_600_000;

/** The freshness contract, for machines. Times in seconds. */
export async function GET(): Promise<Response> {
  await connection();
  const awaySinceMs = hub().database.awaySinceMs();
  const database =
    awaySinceMs === undefined
      ? { state: 'answers' }
      : { state: 'away', since: new Date(awaySinceMs).toISOString() };
  const measured = await hub()
    .measures.since(Date.now() - dayMs)
    .catch(() => ({}));
  return Response.json({
    ...{ unit: 'seconds', database, routes: freshness },
    ...{ publishPromiseMs, measuredOver: 'the last 24 hours', measured },
  });
}
