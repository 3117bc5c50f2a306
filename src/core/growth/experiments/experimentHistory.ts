import type { ExperimentHistory, ExperimentPoint } from '../../../contract/index.ts';
import type { Clock } from '../../base/index.ts';
import type { TeamQueries } from '../../sync/index.ts';
import type { GrowthDatabase } from '../database/growthDatabase.ts';
import { estimateLift } from '../evaluation/estimateLift.ts';
import { defaultPrior } from '../statistics/bayesian.ts';
import { kindOf, leftOutOf, sumColumns } from './evaluateStored.ts';
import { findExperiment, type StoredExperiment } from './experimentStore.ts';

export type ExperimentHistories = ReturnType<typeof createExperimentHistories>;

const [hourMs, dayMs] = [3_600_000, 86_400_000];
/** Steps that people read easily; the shortest is taken that gives few enough points. Sums are by the hour. */
const stepsMs = [
  ...[hourMs, 3 * hourMs, 6 * hourMs, 12 * hourMs],
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
      const firstMs = Math.floor(startedAtMs / hourMs) * hourMs;
      const spanMs = endMs - firstMs;
      const stepMs =
        stepsMs.find((step) => spanMs / step <= mostPoints) ??
        Math.ceil(spanMs / mostPoints / dayMs) * dayMs;
      const span = { firstMs, endMs, stepMs, steps: Math.ceil(spanMs / stepMs) };
      const changes = await changesOf(db, found, span);
      return { stepMs, health, points: pointsOf(found, changes, span) };
    },
  };
}

interface Span {
  /** The beginning of the hour (UTC) of the start, at which the first step begins. */
  firstMs: number;
  endMs: number;
  stepMs: number;
  steps: number;
}

/** What a step adds to the sums of a variant. */
interface Change {
  variant: string;
  step: number;
  n: number;
  sum: number;
  squares: number;
}

/**
 * The sums that `evaluateStored` reads at once, as they grew by the hour: after the last step, which has
 * what clocks that are ahead have sent, both are the same.
 */
async function changesOf(
  db: TeamQueries,
  { id, spec }: StoredExperiment,
  { firstMs, stepMs, steps }: Span,
): Promise<Change[]> {
  const { measure, of } = spec.metric;
  const { sum, squares } = sumColumns[of];
  return db.query<Change>(
    `SELECT variant, sum(units)::double precision AS n,
       least($5, greatest(0, floor((extract(epoch FROM hour) * 1000 - $3) / $4)))::int AS step,
       sum(${sum})::double precision AS sum, sum(${squares})::double precision AS squares
     FROM ${db.schema}.growth_arms WHERE experiment = $1 AND measure IN ('', $2) GROUP BY variant, step`,
    [id, measure, firstMs, stepMs, steps - 1],
  );
}

function pointsOf(
  { spec, stopRule }: StoredExperiment,
  changes: readonly Change[],
  { firstMs, endMs, stepMs, steps }: Span,
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
  for (let step = 0; step < steps; step++) {
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
      atMs: Math.min(endMs, firstMs + (step + 1) * stepMs),
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

async function healthOf(
  db: TeamQueries,
  { id, spec }: StoredExperiment,
): Promise<ExperimentHistory['health']> {
  const { schema } = db;
  const milliseconds = (time: string): string =>
    `round(extract(epoch FROM ${time}) * 1000)::double precision`;
  const [exposed] = await db.query<{ first: number | null; last: number | null }>(
    `SELECT ${milliseconds('min(exposed_at)')} AS first, ${milliseconds('max(exposed_at)')} AS last
     FROM ${schema}.growth_units WHERE experiment = $1`,
    [id],
  );
  const [bots] = await db.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${schema}.growth_events
     WHERE is_bot AND name = 'exposure' AND properties ->> 'experiment' = $1`,
    [id],
  );
  return {
    ...(await leftOutOf(db, { id, spec })),
    botExposures: bots?.count ?? 0,
    ...(typeof exposed?.first === 'number' && { firstExposureAtMs: exposed.first }),
    ...(typeof exposed?.last === 'number' && { lastExposureAtMs: exposed.last }),
  };
}
