import type { Cohorts } from '../../../contract/index.ts';
import type { TeamQueries } from '../../sync/index.ts';
import type { Lifetime } from '../statistics/kaplanMeier.ts';

/** What a person does; a push that was sent to them, or an article that was published, is not. */
const isActive = `(e.name IN ('exposure', 'view', 'click', 'conversion', 'subscription')
  OR (e.name = 'push' AND e.properties ->> 'state' IN ('opened', 'dismissed')))`;

export interface CohortQuestion {
  /** Its variants are the cohorts; none: the weeks in which people were first seen. */
  experiment: string | undefined;
  goneAfterDays: number;
  weeks: number;
  nowMs: number;
}

/**
 * The people of each cohort, who of them was active in which week of their own, and how long each was
 * seen. A week counts for those for whom it is over. Of an experiment: those who saw one variant, from
 * then on. Bots are left out. Weeks of cohorts begin on Monday (UTC).
 */
export async function countCohorts(
  db: TeamQueries,
  { experiment, goneAfterDays, weeks, nowMs }: CohortQuestion,
): Promise<{ cohorts: Cohorts['cohorts']; lifetimes: Map<string, Lifetime[]> }> {
  const { schema } = db;
  const people =
    experiment === undefined
      ? `SELECT e.person, to_char(date_trunc('week', min(e.at) AT TIME ZONE 'UTC'), 'YYYY-MM-DD') AS cohort,
           min(e.at) AS first
         FROM ${schema}.growth_events e
         WHERE NOT e.is_bot AND ${isActive} AND $3 = '' GROUP BY e.person
         HAVING min(e.at) >= date_trunc('week', to_timestamp($1 / 1000.0) AT TIME ZONE 'UTC')
           AT TIME ZONE 'UTC' - make_interval(weeks => $2 - 1)`
      : `SELECT person, variant AS cohort, exposed_at AS first FROM ${schema}.growth_units
         WHERE experiment = $3 AND NOT is_multiple AND $2 > 0`;
  const seen = `WITH people AS (${people}), seen AS (
      SELECT p.cohort, p.person, floor(extract(epoch FROM to_timestamp($1 / 1000.0) - p.first) / 604800)::int AS age,
        floor(extract(epoch FROM e.at - p.first) / 604800)::int AS week,
        min(e.at) AS first, max(e.at) AS last
      FROM people p JOIN ${schema}.growth_events e ON e.person = p.person AND e.at >= p.first
      WHERE NOT e.is_bot AND ${isActive} AND e.at <= to_timestamp($1 / 1000.0)
      GROUP BY 1, 2, 3, 4
    )`;
  const given = [nowMs, weeks, experiment ?? ''];
  const active = await db.query<{ cohort: string; age: number; week: number; people: number }>(
    `${seen} SELECT cohort, age, week, count(*)::int AS people FROM seen GROUP BY 1, 2, 3`,
    given,
  );
  const stays = await db.query<{ cohort: string; days: number; gone: boolean; people: number }>(
    `${seen}, spans AS (
       SELECT cohort, person, floor(extract(epoch FROM max(last) - min(first)) / 86400)::int AS days,
         max(last) < to_timestamp($1 / 1000.0) - make_interval(days => $4) AS gone
       FROM seen GROUP BY 1, 2
     )
     SELECT cohort, days, gone, count(*)::int AS people FROM spans GROUP BY 1, 2, 3`,
    [...given, goneAfterDays],
  );
  const names = [...new Set(stays.map(({ cohort }) => cohort))].toSorted();
  return {
    cohorts: names.map((cohort) => cohortOf(cohort, active, stays)),
    lifetimes: new Map(
      names.map((cohort) => [
        cohort,
        stays
          .filter((row) => row.cohort === cohort)
          .flatMap(({ days, gone, people }) =>
            Array.from({ length: people }, () => ({ duration: days, isObserved: gone })),
          ),
      ]),
    ),
  };
}

function cohortOf(
  cohort: string,
  active: readonly { cohort: string; age: number; week: number; people: number }[],
  stays: readonly { cohort: string; people: number }[],
): Cohorts['cohorts'][number] {
  const own = active.filter((row) => row.cohort === cohort);
  // Everybody does something in week 0: that is when they were first seen.
  const ages = own.filter(({ week }) => week === 0);
  const oldest = Math.max(0, ...ages.map(({ age }) => age));
  const total = (rows: readonly { people: number }[]): number =>
    rows.reduce((sum, { people }) => sum + people, 0);
  return {
    cohort,
    people: total(stays.filter((row) => row.cohort === cohort)),
    weeks: Array.from({ length: oldest }, (_, week) => ({
      active: total(own.filter((row) => row.week === week && row.age > week)),
      of: total(ages.filter(({ age }) => age > week)),
    })),
  };
}
