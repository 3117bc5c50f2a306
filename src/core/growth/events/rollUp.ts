import type { TeamQueries } from '../../sync/index.ts';

/**
 * Makes the rollups of these people anew from their events, so that they depend on which events there
 * are and not on how they came. A unit is a person in an experiment, in the variant it saw first; what
 * it did counts from then on, while the experiment ran. Bots are left out. The sums of an arm change by
 * what changed of its units: sums of decimals, from which what was added can be taken without a rest.
 */
export async function rollUp(tx: TeamQueries, people: readonly string[]): Promise<void> {
  await tx.query(rollUpSql(tx.schema), [people]);
}

/** One statement, so that each part of it sees the units as they were before. */
const rollUpSql = (schema: string): string => `
WITH mine AS MATERIALIZED (
  SELECT e.person, e.id, e.at, e.name, e.properties ->> 'experiment' AS experiment,
    e.properties ->> 'variant' AS variant, (e.properties ->> 'value')::numeric AS value,
    e.name || coalesce(':' || coalesce(e.properties ->> 'goal', e.properties ->> 'state'), '') AS measure
  FROM ${schema}.growth_events e WHERE e.person = ANY($1) AND NOT e.is_bot
), units AS MATERIALIZED (
  SELECT e.experiment, e.person, (array_agg(e.variant ORDER BY e.at, e.id))[1] AS variant,
    min(e.at) AS exposed_at, min(e.variant) <> max(e.variant) AS is_multiple
  FROM mine e LEFT JOIN ${schema}.growth_experiments x ON x.id = e.experiment
  WHERE e.name = 'exposure'
    AND e.at >= coalesce(x.started_at, '-infinity') AND e.at < coalesce(x.stopped_at, 'infinity')
  GROUP BY 1, 2
), measures AS MATERIALIZED (
  SELECT u.experiment, u.person, e.measure, u.variant, u.is_multiple,
    count(*) AS events, coalesce(sum(e.value), 0) AS value
  FROM units u JOIN mine e ON e.person = u.person AND e.at >= u.exposed_at
  LEFT JOIN ${schema}.growth_experiments x ON x.id = u.experiment
  WHERE e.name <> 'exposure' AND e.at < coalesce(x.stopped_at, 'infinity')
  GROUP BY 1, 2, 3, 4, 5
), old_units AS MATERIALIZED (
  SELECT * FROM ${schema}.growth_units WHERE person = ANY($1)
), old_measures AS MATERIALIZED (
  SELECT * FROM ${schema}.growth_unit_measures WHERE person = ANY($1)
), kept_units AS (
  INSERT INTO ${schema}.growth_units AS k (experiment, person, variant, exposed_at, is_multiple)
  SELECT experiment, person, variant, exposed_at, is_multiple FROM units
  EXCEPT SELECT experiment, person, variant, exposed_at, is_multiple FROM old_units
  ON CONFLICT (experiment, person) DO UPDATE SET variant = excluded.variant,
    exposed_at = excluded.exposed_at, is_multiple = excluded.is_multiple
), gone_units AS (
  DELETE FROM ${schema}.growth_units k WHERE k.person = ANY($1) AND NOT EXISTS (
    SELECT FROM units u WHERE u.experiment = k.experiment AND u.person = k.person)
), kept_measures AS (
  INSERT INTO ${schema}.growth_unit_measures AS k
    (experiment, person, measure, variant, is_multiple, events, value)
  SELECT experiment, person, measure, variant, is_multiple, events, value FROM measures
  EXCEPT SELECT experiment, person, measure, variant, is_multiple, events, value FROM old_measures
  ON CONFLICT (experiment, measure, person) DO UPDATE SET variant = excluded.variant,
    is_multiple = excluded.is_multiple, events = excluded.events, value = excluded.value
), gone_measures AS (
  DELETE FROM ${schema}.growth_unit_measures k WHERE k.person = ANY($1) AND NOT EXISTS (
    SELECT FROM measures m
    WHERE m.experiment = k.experiment AND m.person = k.person AND m.measure = k.measure)
), parts AS (
  SELECT 1 AS sign, u.experiment, u.person, '' AS measure, u.variant, u.exposed_at, u.is_multiple,
    0::bigint AS events, 0::numeric AS value FROM units u
  UNION ALL SELECT 1, u.experiment, u.person, m.measure, u.variant, u.exposed_at, u.is_multiple,
    m.events, m.value FROM units u JOIN measures m USING (experiment, person)
  UNION ALL SELECT -1, u.experiment, u.person, '', u.variant, u.exposed_at, u.is_multiple, 0, 0
    FROM old_units u
  UNION ALL SELECT -1, u.experiment, u.person, m.measure, u.variant, u.exposed_at, u.is_multiple,
    m.events, m.value FROM old_units u JOIN old_measures m USING (experiment, person)
)
INSERT INTO ${schema}.growth_arms AS a (experiment, measure, variant, day, units, several, happened,
  events, event_squares, value, value_squares)
SELECT * FROM (
  SELECT experiment, measure, variant, (exposed_at AT TIME ZONE 'UTC')::date AS day,
    coalesce(sum(sign) FILTER (WHERE measure = '' AND NOT is_multiple), 0) AS units,
    coalesce(sum(sign) FILTER (WHERE measure = '' AND is_multiple), 0) AS several,
    coalesce(sum(sign) FILTER (WHERE measure <> '' AND NOT is_multiple), 0) AS happened,
    coalesce(sum(sign * events) FILTER (WHERE NOT is_multiple), 0) AS events,
    coalesce(sum(sign * events::numeric * events) FILTER (WHERE NOT is_multiple), 0) AS event_squares,
    coalesce(sum(sign * value) FILTER (WHERE NOT is_multiple), 0) AS value,
    coalesce(sum(sign * value * value) FILTER (WHERE NOT is_multiple), 0) AS value_squares
  FROM parts GROUP BY 1, 2, 3, 4
) AS changed
WHERE units <> 0 OR several <> 0 OR happened <> 0 OR events <> 0 OR event_squares <> 0
  OR value <> 0 OR value_squares <> 0
ON CONFLICT (experiment, measure, variant, day) DO UPDATE SET units = a.units + excluded.units,
  several = a.several + excluded.several, happened = a.happened + excluded.happened,
  events = a.events + excluded.events, event_squares = a.event_squares + excluded.event_squares,
  value = a.value + excluded.value, value_squares = a.value_squares + excluded.value_squares`;
