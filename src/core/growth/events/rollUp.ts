import type { TeamQueries } from '../../sync/index.ts';

/**
 * Makes the rollups of these people anew from their events, so that they depend on which events there
 * are and not on how they came. A unit is a person in an experiment, in the variant it saw first; what
 * it did counts from then on, while the experiment ran. Bots are left out. The sums of an arm are kept by
 * the hour (UTC) in which it happened and change by what changed of its units: sums of decimals, from
 * which what was added can be taken without a rest. A unit's square grows in an hour from t - e to t by
 * t^2 - (t - e)^2 = e (2 t - e), so that sums over hours are those of the units' totals.
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
    date_trunc('hour', e.at, 'UTC') AS hour, count(*) AS events, coalesce(sum(e.value), 0) AS value
  FROM units u JOIN mine e ON e.person = u.person AND e.at >= u.exposed_at
  LEFT JOIN ${schema}.growth_experiments x ON x.id = u.experiment
  WHERE e.name <> 'exposure' AND e.at < coalesce(x.stopped_at, 'infinity')
  GROUP BY 1, 2, 3, 4, 5, 6
), old_units AS MATERIALIZED (
  SELECT * FROM ${schema}.growth_units WHERE person = ANY($1)
), old_measures AS MATERIALIZED (
  SELECT experiment, person, measure, variant, is_multiple, hour, events, value
  FROM ${schema}.growth_unit_measures WHERE person = ANY($1)
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
    (experiment, person, measure, variant, is_multiple, hour, events, value)
  SELECT * FROM measures EXCEPT SELECT * FROM old_measures
  ON CONFLICT (experiment, measure, person, hour) DO UPDATE SET variant = excluded.variant,
    is_multiple = excluded.is_multiple, events = excluded.events, value = excluded.value
), gone_measures AS (
  DELETE FROM ${schema}.growth_unit_measures k WHERE k.person = ANY($1) AND NOT EXISTS (
    SELECT FROM measures m WHERE m.experiment = k.experiment AND m.person = k.person
      AND m.measure = k.measure AND m.hour = k.hour)
), parts AS (
  SELECT sign, experiment, '' AS measure, variant, date_trunc('hour', exposed_at, 'UTC') AS hour, is_multiple,
    0 AS first, 0::numeric AS events, 0::numeric AS event_squares, 0::numeric AS value,
    0::numeric AS value_squares
  FROM (SELECT 1 AS sign, * FROM units UNION ALL SELECT -1, experiment, person, variant, exposed_at,
    is_multiple FROM old_units) AS u
  UNION ALL
  SELECT sign, experiment, measure, variant, hour, is_multiple, (row_number() OVER unit = 1)::int,
    events, events::numeric * (2 * sum(events) OVER unit - events),
    value, value * (2 * sum(value) OVER unit - value)
  FROM (SELECT 1 AS sign, * FROM measures UNION ALL SELECT -1, * FROM old_measures) AS m
  WINDOW unit AS (PARTITION BY sign, experiment, person, measure ORDER BY hour)
)
INSERT INTO ${schema}.growth_arms AS a (experiment, measure, variant, hour, units, several, happened,
  events, event_squares, value, value_squares)
SELECT * FROM (
  SELECT experiment, measure, variant, hour,
    coalesce(sum(sign) FILTER (WHERE measure = '' AND NOT is_multiple), 0) AS units,
    coalesce(sum(sign) FILTER (WHERE measure = '' AND is_multiple), 0) AS several,
    coalesce(sum(sign * first) FILTER (WHERE NOT is_multiple), 0) AS happened,
    coalesce(sum(sign * events) FILTER (WHERE NOT is_multiple), 0) AS events,
    coalesce(sum(sign * event_squares) FILTER (WHERE NOT is_multiple), 0) AS event_squares,
    coalesce(sum(sign * value) FILTER (WHERE NOT is_multiple), 0) AS value,
    coalesce(sum(sign * value_squares) FILTER (WHERE NOT is_multiple), 0) AS value_squares
  FROM parts GROUP BY 1, 2, 3, 4
) AS changed
WHERE units <> 0 OR several <> 0 OR happened <> 0 OR events <> 0 OR event_squares <> 0
  OR value <> 0 OR value_squares <> 0
ON CONFLICT (experiment, measure, variant, hour) DO UPDATE SET units = a.units + excluded.units,
  several = a.several + excluded.several, happened = a.happened + excluded.happened,
  events = a.events + excluded.events, event_squares = a.event_squares + excluded.event_squares,
  value = a.value + excluded.value, value_squares = a.value_squares + excluded.value_squares`;
