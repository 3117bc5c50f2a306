import type { Returns } from '../../../contract/index.ts';
import { wilson } from '../../memory/index.ts';
import type { TeamQueries } from '../../sync/index.ts';

/** What follows a page sooner belongs to the same visit. */
const visitMinutes = 30;
const mostRows = 50;

export interface ReturnsQuestion {
  /** First notifications and views before this many days ago are left out. */
  days: number;
  nowMs: number;
}

interface ReturnRow {
  after: 'push' | 'view';
  name: string;
  people: number;
  dayOf: number;
  dayBack: number;
  weekOf: number;
  weekBack: number;
}

/**
 * For each push campaign and each page: who got or saw it first within these days, and who of them came
 * back within one and seven days, of those for whom these are over. Coming back is an exposure, view,
 * click, conversion or new subscription; after a page, one that is not of the same visit. Bots are left
 * out. The campaigns and pages with most people, at most 50.
 */
export async function countReturns(
  db: TeamQueries,
  { days, nowMs }: ReturnsQuestion,
): Promise<Returns['returns']> {
  const events = `${db.schema}.growth_events`;
  const rows = await db.query<ReturnRow>(
    `WITH now AS (SELECT to_timestamp($1 / 1000.0) AS at),
     starts AS (
       SELECT 'push' AS after, e.properties ->> 'campaign' AS name, e.person, min(e.at) AS at
       FROM ${events} e
       WHERE e.name = 'push' AND e.properties ->> 'state' IN ('sent', 'delivered') AND NOT e.is_bot
       GROUP BY 2, 3
       UNION ALL
       SELECT 'view', e.properties ->> 'surface', e.person, min(e.at) FROM ${events} e
       WHERE e.name = 'view' AND NOT e.is_bot GROUP BY 2, 3
     ),
     recent AS (
       SELECT s.*, now.at - s.at AS age FROM starts s CROSS JOIN now
       WHERE s.at <= now.at AND s.at >= now.at - make_interval(days => $2)
     ),
     followed AS (
       SELECT r.after, r.name, r.age, (
         SELECT min(e.at) - r.at FROM ${events} e
         WHERE e.person = r.person AND NOT e.is_bot AND e.at <= r.at + interval '7 days'
           AND e.name IN ('exposure', 'view', 'click', 'conversion', 'subscription')
           AND NOT (e.name = 'subscription' AND e.properties ->> 'state' = 'ended')
           AND e.at > r.at + make_interval(mins => CASE r.after WHEN 'view' THEN $3 ELSE 0 END)
       ) AS back FROM recent r
     )
     SELECT after, name, count(*)::int AS people,
       count(*) FILTER (WHERE age >= interval '1 day')::int AS "dayOf",
       count(*) FILTER (WHERE age >= interval '1 day' AND back <= interval '1 day')::int AS "dayBack",
       count(*) FILTER (WHERE age >= interval '7 days')::int AS "weekOf",
       count(*) FILTER (WHERE age >= interval '7 days' AND back <= interval '7 days')::int AS "weekBack"
     FROM followed GROUP BY 1, 2 ORDER BY people DESC, after, name LIMIT ${mostRows}`,
    [nowMs, days, visitMinutes],
  );
  return rows.map(({ after, name, people, dayOf, dayBack, weekOf, weekBack }) => ({
    ...{ after, name, people },
    withinDay: { returned: dayBack, of: dayOf, share: wilson(dayBack, dayOf) },
    withinWeek: { returned: weekBack, of: weekOf, share: wilson(weekBack, weekOf) },
  }));
}
