import type { TeamQueries } from '../../sync/index.ts';

/** Makes the partitions of the months (UTC) that these instants are in. */
export async function ensureMonths(
  tx: TeamQueries,
  instantsMs: ReadonlySet<number>,
): Promise<void> {
  const months = new Set([...instantsMs].map((ms) => new Date(ms).toISOString().slice(0, 7)));
  const made = await tx.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = '${tx.schema}'::regnamespace
       AND relname = ANY($1)`,
    [[...months].map(partitionOf)],
  );
  const names = new Set(made.map(({ name }) => name));
  for (const month of months) {
    if (names.has(partitionOf(month))) continue;
    await tx.query(`SELECT ${tx.schema}.growth_make_month($1)`, [month]);
  }
}

/** Of a month such as `2026-03`. */
export function partitionOf(month: string): string {
  return `growth_events_${month.replace('-', '_')}`;
}
