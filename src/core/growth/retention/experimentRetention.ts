import type { ExperimentRetention } from '../../../contract/index.ts';
import type { TeamQueries } from '../../sync/index.ts';
import type { Lifetime } from '../statistics/kaplanMeier.ts';
import { evaluateRetention } from './evaluateRetention.ts';

const dayMs = 86_400_000;
/** More tell nothing that these do not. */
const maxUnits = 200_000;

/**
 * How long the units of each variant stayed, in days from their exposure. One whose last event is before a
 * span of silence that ends now has left with that event; one that was heard of within the span was still
 * there when it began, and is counted up to then. Who was exposed within it cannot be told yet.
 */
export async function experimentRetention(
  db: TeamQueries,
  { experiment, goneDays, nowMs }: { experiment: string; goneDays: number; nowMs: number },
): Promise<ExperimentRetention> {
  const cutMs = nowMs - goneDays * dayMs;
  const rows = await db.query<{ variant: string; exposed: number; last: number }>(
    `SELECT u.variant, (extract(epoch FROM u.exposed_at) * 1000)::double precision AS exposed,
       (extract(epoch FROM max(e.at)) * 1000)::double precision AS last
     FROM (
       SELECT * FROM ${db.schema}.growth_units
       WHERE experiment = $1 AND NOT is_multiple
         AND exposed_at < to_timestamp($2::double precision / 1000.0)
       ORDER BY person LIMIT ${maxUnits}
     ) AS u
     JOIN ${db.schema}.growth_events e ON e.person = u.person AND e.at >= u.exposed_at
     WHERE NOT e.is_bot GROUP BY u.person, u.variant, u.exposed_at`,
    [experiment, cutMs],
  );
  const groups = new Map<string, Lifetime[]>();
  for (const { variant, exposed, last } of rows.toSorted((a, b) =>
    a.variant < b.variant ? -1 : 1,
  )) {
    const isObserved = last < cutMs;
    const duration = (Math.min(last, cutMs) - exposed) / dayMs;
    const group = groups.get(variant) ?? [];
    group.push({ duration, isObserved });
    groups.set(variant, group);
  }
  return { ...evaluateRetention(groups), goneDays, isSampled: rows.length === maxUnits };
}
