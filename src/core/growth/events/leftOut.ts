import type { EventCounts } from '../../../contract/index.ts';
import type { TeamQueries } from '../../sync/index.ts';

/** Adds to the number of events that were left out for a reason and are not kept. */
export async function countAsLeftOut(
  tx: TeamQueries,
  reason: keyof EventCounts['excluded'],
  events: number,
): Promise<void> {
  if (events === 0) return;
  await tx.query(
    `INSERT INTO ${tx.schema}.growth_left_out AS l VALUES ($1, $2)
     ON CONFLICT (reason) DO UPDATE SET events = l.events + excluded.events`,
    [reason, events],
  );
}
