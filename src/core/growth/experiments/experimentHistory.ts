import type { ExperimentHistory, ExperimentPoint, Measure } from '../../../contract/index.ts';
import type { Clock } from '../../base/index.ts';
import type { TeamQueries } from '../../sync/index.ts';
import type { GrowthDatabase } from '../database/growthDatabase.ts';
import { estimateLift } from '../evaluation/estimateLift.ts';
import { defaultPrior } from '../statistics/bayesian.ts';
import { findExperiment, type StoredExperiment } from './experimentStore.ts';

export type ExperimentHistories = ReturnType<typeof createExperimentHistories>;

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000];
/** Steps that people read easily; the shortest is taken that gives few enough points. */
const stepsMs = [
  ...[minuteMs, 5 * minuteMs, 15 * minuteMs, hourMs, 3 * hourMs, 6 * hourMs, 12 * hourMs],
  ...[dayMs, 2 * dayMs, 7 * dayMs, 28 * dayMs],
];
const mostPoints = 90;

/** How the estimates of an experiment came to be, and the counts that its health is read from. */
export function createExperimentHistories({
  database,
  clock,
}: {
  database: Pick<GrowthDatabase, 'get'>;
  clock: Clock;
}) {
  return {
    /** Errors: `experiment.notFound`. */
    get: async (id: string): Promise<ExperimentHistory> => {
      const db = await database.get();
      const found = await findExperiment(db, id);
      const { startedAtMs, stoppedAtMs } = found;
      const health = await healthOf(db, found);
      if (startedAtMs === undefined) return { stepMs: dayMs, points: [], health };
      const endMs = Math.max(startedAtMs + 1, stoppedAtMs ?? clock.nowMs());
      const spanMs = endMs - startedAtMs;
      const stepMs = stepsMs.find((step) => spanMs / step <= mostPoints) ?? spanMs / mostPoints;
      const changes = await changesOf(db, found, { startedAtMs, endMs, stepMs });
      return { stepMs, health, points: pointsOf(found, changes, { startedAtMs, endMs, stepMs }) };
    },
  };
}

interface Span {
  startedAtMs: number;
  endMs: number;
  stepMs: number;
}

/** What a step adds to the sums of a variant. */
interface Change {
  variant: string;
  step: number;
  n: number;
  sum: number;
  squares: number;
}

/** The sums that `evaluateStored` reads at once, as they grew: after the last step both are the same. */
async function changesOf(
  db: TeamQueries,
  { id, spec }: StoredExperiment,
  { startedAtMs, endMs, stepMs }: Span,
): Promise<Change[]> {
  const { schema } = db;
  const step = (time: string): string =>
    `greatest(0, floor((extract(epoch FROM ${time}) * 1000 - $2) / $3))::int`;
  const given = [id, startedAtMs, stepMs];
  const units = await db.query<Change>(
    `SELECT variant, ${step('exposed_at')} AS step, count(*)::int AS n, 0 AS sum, 0 AS squares
     FROM ${schema}.growth_units WHERE experiment = $1 AND NOT is_multiple GROUP BY 1, 2`,
    given,
  );
  const { measure, of } = spec.metric;
  const added = { share: '1', count: 'count(*)', value: valueOfEvents }[of];
  // A unit converts once; what it does again adds nothing to a share.
  const total = of === 'share' ? '(total > 0)::int' : 'total';
  const before = of === 'share' ? '(total - added > 0)::int' : '(total - added)';
  const outcomes = await db.query<Change>(
    `WITH per_step AS (
       SELECT u.variant, u.person, ${step('e.at')} AS step, (${added})::double precision AS added
       FROM ${schema}.growth_units u
       JOIN ${schema}.growth_events e ON e.person = u.person AND e.at >= u.exposed_at
       WHERE u.experiment = $1 AND NOT u.is_multiple AND NOT e.is_bot
         AND e.at < to_timestamp($4::double precision / 1000.0) AND e.name = split_part($5, ':', 1)
         AND e.name || coalesce(':' || coalesce(e.properties ->> 'goal', e.properties ->> 'state'), '') = $5
       GROUP BY 1, 2, 3
     ), grown AS (
       SELECT variant, step, added, sum(added) OVER (PARTITION BY person ORDER BY step) AS total
       FROM per_step
     )
     SELECT variant, step, 0 AS n, sum(${total} - ${before})::double precision AS sum,
       sum(${total} ^ 2 - ${before} ^ 2)::double precision AS squares
     FROM grown GROUP BY 1, 2`,
    [...given, endMs, measure],
  );
  return [...units, ...outcomes];
}

const valueOfEvents = `coalesce(sum((e.properties ->> 'value')::double precision), 0)`;

function pointsOf(
  { spec, stopRule }: StoredExperiment,
  changes: readonly Change[],
  { startedAtMs, endMs, stepMs }: Span,
): ExperimentPoint[] {
  const metric = { kind: kindOf(spec.metric), higherIsBetter: spec.metric.higherIsBetter };
  const { alpha, nStar } = { alpha: spec.alpha, nStar: undefined, ...stopRule };
  const options = {
    ...{ alpha, prior: defaultPrior },
    sequential: nStar === undefined ? undefined : { nStar },
  };
  const sums = new Map(spec.variants.map(({ id }) => [id, { n: 0, sum: 0, sumSquares: 0 }]));
  const byStep = Map.groupBy(changes, ({ step }) => step);
  const points: ExperimentPoint[] = [];
  for (let step = 0; startedAtMs + step * stepMs < endMs; step++) {
    for (const { variant, n, sum, squares } of byStep.get(step) ?? []) {
      const arm = sums.get(variant);
      if (arm === undefined) continue;
      arm.n += n;
      arm.sum += sum;
      arm.sumSquares += squares;
    }
    const arms = [...sums].map(([id, arm]) => ({ id, ...arm }));
    const [control, ...variants] = arms;
    points.push({
      atMs: Math.round(Math.min(endMs, startedAtMs + (step + 1) * stepMs)),
      arms: arms.map(({ id, n, sum }) => ({ id, n, ...(n > 0 && { mean: sum / n }) })),
      estimates: variants.flatMap((arm) => {
        if (control === undefined) return [];
        const named = { name: arm.id, arm };
        const told = estimateLift(metric, { name: control.id, arm: control }, named, options);
        if ('problem' in told) return [];
        const { lift, interval, sequentialInterval } = told.estimate;
        return [{ id: arm.id, lift, interval, ...(sequentialInterval && { sequentialInterval }) }];
      }),
    });
  }
  return points;
}

function kindOf({ of }: Measure): 'proportion' | 'mean' {
  return of === 'share' ? 'proportion' : 'mean';
}

async function healthOf(
  db: TeamQueries,
  { id, spec }: StoredExperiment,
): Promise<ExperimentHistory['health']> {
  const { schema } = db;
  const milliseconds = (time: string): string =>
    `round(extract(epoch FROM ${time}) * 1000)::double precision`;
  const [units] = await db.query<{
    several: number;
    unknown: number;
    first: number | null;
    last: number | null;
  }>(
    `SELECT count(*) FILTER (WHERE is_multiple)::int AS several,
       count(*) FILTER (WHERE NOT variant = ANY($2))::int AS unknown,
       ${milliseconds('min(exposed_at)')} AS first, ${milliseconds('max(exposed_at)')} AS last
     FROM ${schema}.growth_units WHERE experiment = $1`,
    [id, spec.variants.map((variant) => variant.id)],
  );
  const [bots] = await db.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${schema}.growth_events
     WHERE is_bot AND name = 'exposure' AND properties ->> 'experiment' = $1`,
    [id],
  );
  return {
    ...{ several: units?.several ?? 0, unknown: units?.unknown ?? 0 },
    botExposures: bots?.count ?? 0,
    ...(typeof units?.first === 'number' && { firstExposureAtMs: units.first }),
    ...(typeof units?.last === 'number' && { lastExposureAtMs: units.last }),
  };
}
