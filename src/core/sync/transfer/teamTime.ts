import { type Clock, steadyClock } from '../../base/index.ts';
import type { TeamQueries } from '../postgres/teamDatabase.ts';

/**
 * The time of the team's database, which goes on evenly: all devices tell by it which clocks lie in
 * the future, whatever their own say.
 */
export async function readTeamTime(db: TeamQueries): Promise<Clock> {
  const [row] = await db.query<{ now: string }>(
    'SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint::text AS now',
  );
  const offsetMs = Number(row?.now) - steadyClock.nowMs();
  return { nowMs: () => Math.round(steadyClock.nowMs() + offsetMs) };
}
