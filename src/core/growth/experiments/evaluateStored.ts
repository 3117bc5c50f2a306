import type { EvaluationInput, Measure } from '../../../contract/index.ts';
import type { TeamQueries } from '../../sync/index.ts';
import { evaluateExperiment } from '../evaluation/evaluateExperiment.ts';
import { parseEvaluation } from '../evaluation/readEvaluationFile.ts';
import { defaultPrior } from '../statistics/bayesian.ts';
import type { StoredExperiment } from './experimentStore.ts';

const dayMs = 86_400_000;

type Sums = Pick<EvaluationInput['control'], 'n' | 'sum' | 'sumSquares'>;

/**
 * The evaluation of an experiment that was started, from the rollups of its arms, by the rule that was
 * frozen then. Units that saw several variants are left out and counted.
 */
export async function evaluateStored(
  db: TeamQueries,
  { id, spec, startedAtMs = 0, stoppedAtMs, stopRule }: StoredExperiment,
  nowMs: number,
) {
  const ids = spec.variants.map((variant) => variant.id);
  const { several, unknown } = await leftOutOf(db, { id, spec });
  const armsOf = async (measure: Measure) => {
    const sums = await sumsOf(db, id, measure);
    const [control, ...variants] = ids.map((variant) => ({
      ...{ id: variant, n: 0, sum: 0, sumSquares: 0 },
      ...sums.get(variant),
    }));
    const metric = { kind: kindOf(measure), higherIsBetter: measure.higherIsBetter };
    return { metric, control, variants };
  };
  const guardrails = [];
  for (const guardrail of spec.guardrails) {
    guardrails.push({ name: guardrail.measure, ...(await armsOf(guardrail)) });
  }
  const input = {
    ...(await armsOf(spec.metric)),
    prior: defaultPrior,
    allocation: spec.variants.map(({ share }) => share),
    minimumEffect: stopRule?.minimumEffect ?? spec.minimumEffect,
    ...(stopRule !== undefined && {
      ...{ alpha: stopRule.alpha, minUnits: stopRule.minUnits, minDays: stopRule.minDays },
      ...{ loseLine: stopRule.loseLine, sequential: { nStar: stopRule.nStar } },
    }),
    days: Math.max(0, ((stoppedAtMs ?? nowMs) - startedAtMs) / dayMs),
    multipleExposures: several,
    guardrails,
  };
  const evaluation = evaluateExperiment(parseEvaluation(input));
  return { evaluation, unknownUnits: unknown };
}

/** Units that saw several variants, and those of variants that the experiment has not. */
export async function leftOutOf(
  db: TeamQueries,
  { id, spec }: Pick<StoredExperiment, 'id' | 'spec'>,
): Promise<{ several: number; unknown: number }> {
  const [found] = await db.query<{ several: number; unknown: number }>(
    `SELECT coalesce(sum(several), 0)::double precision AS several,
       coalesce(sum(units + several) FILTER (WHERE NOT variant = ANY($2)), 0)::double precision AS unknown
     FROM ${db.schema}.growth_arms WHERE experiment = $1 AND measure = ''`,
    [id, spec.variants.map((variant) => variant.id)],
  );
  return found ?? { several: 0, unknown: 0 };
}

export function kindOf({ of }: Measure): 'proportion' | 'mean' {
  return of === 'share' ? 'proportion' : 'mean';
}

/** Columns of an arm's sums, by what is measured of a unit. */
export const sumColumns = {
  share: { sum: 'happened', squares: 'happened' },
  count: { sum: 'events', squares: 'event_squares' },
  value: { sum: 'value', squares: 'value_squares' },
} as const;

/** Of each variant; a unit that did nothing is a 0. */
async function sumsOf(
  db: TeamQueries,
  experiment: string,
  { measure, of }: Measure,
): Promise<Map<string, Sums>> {
  const { sum, squares } = sumColumns[of];
  const rows = await db.query<{ variant: string; n: number; sum: number; squares: number }>(
    `SELECT variant, sum(units)::double precision AS n,
       sum(${sum})::double precision AS sum, sum(${squares})::double precision AS squares
     FROM ${db.schema}.growth_arms WHERE experiment = $1 AND measure IN ('', $2) GROUP BY variant`,
    [experiment, measure],
  );
  return new Map(
    rows.map(({ variant, n, sum: total, squares: sumSquares }) => [
      variant,
      { n, sum: total, sumSquares },
    ]),
  );
}
