import type { TeamQueries } from '../../sync/index.ts';

/** Notes days (UTC, `2026-05-01`) that are to be counted again. */
export async function changeDays(tx: TeamQueries, days: readonly string[]): Promise<void> {
  if (days.length === 0) return;
  await tx.query(
    `INSERT INTO ${tx.schema}.growth_changed_days SELECT unnest($1::date[]) ON CONFLICT DO NOTHING`,
    [days],
  );
}

/** Counts the days that changed since they were counted last: whole days, so not with every batch. */
export async function countChangedDays(tx: TeamQueries): Promise<void> {
  const { schema } = tx;
  // People of a day are told apart in memory; what is usual for one spills a million of them to disk.
  await tx.query(`SELECT set_config('work_mem', '256MB', true)`);
  const changed = await tx.query<{ day: string }>(
    `DELETE FROM ${schema}.growth_changed_days RETURNING to_char(day, 'YYYY-MM-DD') AS day`,
  );
  const days = [changed.map(({ day }) => day)];
  await tx.query(`DELETE FROM ${schema}.growth_days WHERE day = ANY($1::date[])`, days);
  await tx.query(
    `INSERT INTO ${schema}.growth_days (day, name, events, people)
     SELECT day, name, sum(events), count(*)
     FROM (
       SELECT d.day, e.name, e.person, count(*) AS events
       FROM unnest($1::date[]) AS d(day)
       JOIN ${schema}.growth_events e
         ON e.at >= d.day::timestamp AT TIME ZONE 'UTC'
        AND e.at < (d.day + 1)::timestamp AT TIME ZONE 'UTC'
       WHERE NOT e.is_bot
       GROUP BY 1, 2, 3
     ) AS people
     GROUP BY 1, 2`,
    days,
  );
}
