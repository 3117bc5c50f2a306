import type { TeamQueries } from '../../sync/index.ts';

/** Makes the partitions of the months (UTC) that these instants are in. */
export async function ensureMonths(tx: TeamQueries, instantsMs: readonly number[]): Promise<void> {
  const months = new Set(instantsMs.map((ms) => new Date(ms).toISOString().slice(0, 7)));
  for (const month of months) {
    const [year = 0, number = 0] = month.split('-').map(Number);
    const until = new Date(Date.UTC(year, number, 1)).toISOString();
    await tx.query(
      `CREATE TABLE IF NOT EXISTS ${tx.schema}.${partitionOf(month)} PARTITION OF ${tx.schema}.growth_events
       FOR VALUES FROM ('${month}-01T00:00:00Z') TO ('${until}')`,
    );
  }
}

/** Of a month such as `2026-03`. */
export function partitionOf(month: string): string {
  return `growth_events_${month.replace('-', '_')}`;
}
