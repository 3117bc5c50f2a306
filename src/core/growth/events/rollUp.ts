import type { TeamQueries } from '../../sync/index.ts';

/**
 * Makes the rollups of these people anew from their events, so that they depend on which events there
 * are and not on how they came, and notes the days (UTC) that are to be counted again. A unit is a person in an experiment, in the variant it
 * saw first; what it did counts from then on, while the experiment ran. Bots are left out.
 */
export async function rollUp(
  tx: TeamQueries,
  { people, days }: { people: readonly string[]; days: readonly string[] },
): Promise<void> {
  const { schema } = tx;
  await tx.query(`DELETE FROM ${schema}.growth_units WHERE person = ANY($1)`, [people]);
  await tx.query(`DELETE FROM ${schema}.growth_unit_measures WHERE person = ANY($1)`, [people]);
  await tx.query(
    `INSERT INTO ${schema}.growth_units (experiment, person, variant, exposed_at, is_multiple)
     SELECT e.properties ->> 'experiment', e.person,
       (array_agg(e.properties ->> 'variant' ORDER BY e.at, e.id))[1], min(e.at),
       count(DISTINCT e.properties ->> 'variant') > 1
     FROM ${schema}.growth_events e
     LEFT JOIN ${schema}.growth_experiments x ON x.id = e.properties ->> 'experiment'
     WHERE e.name = 'exposure' AND NOT e.is_bot AND e.person = ANY($1)
       AND e.at >= coalesce(x.started_at, '-infinity') AND e.at < coalesce(x.stopped_at, 'infinity')
     GROUP BY 1, 2`,
    [people],
  );
  await tx.query(
    `INSERT INTO ${schema}.growth_unit_measures (experiment, person, variant, is_multiple, measure, events, value)
     SELECT u.experiment, u.person, u.variant, u.is_multiple,
       e.name || coalesce(':' || coalesce(e.properties ->> 'goal', e.properties ->> 'state'), ''),
       count(*), coalesce(sum((e.properties ->> 'value')::double precision), 0)
     FROM ${schema}.growth_units u
     JOIN ${schema}.growth_events e ON e.person = u.person AND e.at >= u.exposed_at
     LEFT JOIN ${schema}.growth_experiments x ON x.id = u.experiment
     WHERE u.person = ANY($1) AND e.name <> 'exposure' AND NOT e.is_bot
       AND e.at < coalesce(x.stopped_at, 'infinity')
     GROUP BY 1, 2, 3, 4, 5`,
    [people],
  );
  await tx.query(
    `INSERT INTO ${schema}.growth_changed_days SELECT unnest($1::date[]) ON CONFLICT DO NOTHING`,
    [days],
  );
}

/** Counts the days that changed since they were counted last: whole days, so not with every batch. */
export async function countChangedDays(tx: TeamQueries): Promise<void> {
  const { schema } = tx;
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
