import type { Experiment, ExperimentSpec } from '../../../contract/index.ts';
import type { HookRecord } from '../../drafts/index.ts';
import { defaultPrior } from '../statistics/bayesian.ts';
import { normalQuantile } from '../statistics/distributions.ts';

type Variant = ExperimentSpec['variants'][number];

/** Lifts of the same pattern differ this much from one experiment to the next, beside chance. Chosen. */
const betweenSd = 0.15;

interface Comparison {
  /** Of what has the key, relative to what it was compared with. */
  lift: number;
  variance: number;
  result: 'won' | 'lost' | 'open';
}

/**
 * What decided experiments tell of each hook pattern and topic. A variant and its control are a comparison
 * for the one that they do not share: what won for one was lost for the other. The lift is the posterior
 * mean of a normal model with the prior N(0, 0.3^2) of all lifts and a spread between experiments, so that
 * one lucky experiment moves little. A person who overruled a decision does not change what was measured.
 */
export function hookRecordsOf(experiments: readonly Experiment[]): HookRecord[] {
  const found = new Map<string, { kind: HookRecord['kind']; key: string; all: Comparison[] }>();
  const add = (kind: HookRecord['kind'], key: string | undefined, one: Comparison): void => {
    if (key === undefined) return;
    const id = JSON.stringify([kind, key]);
    const entry = found.get(id) ?? { kind, key, all: [] };
    entry.all.push(one);
    found.set(id, entry);
  };
  for (const experiment of experiments) {
    for (const { control, variant, comparison } of comparisonsOf(experiment)) {
      const reversed = turned(comparison);
      for (const [kind, keyOf] of kinds) {
        const [mine, other] = [keyOf(variant), keyOf(control)];
        if (mine === other) continue;
        add(kind, mine, comparison);
        add(kind, other, reversed);
      }
    }
  }
  return [...found.values()].map(({ kind, key, all }) => ({ kind, key, ...pooled(all) }));
}

const kinds = [
  ['pattern', ({ hookPattern }: Variant) => hookPattern],
  ['topic', ({ topic }: Variant) => topic?.trim().toLowerCase()],
] as const;

function* comparisonsOf({ spec, decisions }: Experiment) {
  const evaluation = decisions.at(-1)?.evaluation;
  const [control] = spec.variants;
  if (evaluation === undefined || evaluation.decision === 'invalid' || control === undefined)
    return;
  const sign = spec.metric.higherIsBetter ? 1 : -1;
  const z = normalQuantile(1 - evaluation.rule.alpha / 2);
  for (const { id, lift, interval, decision } of evaluation.variants) {
    const variant = spec.variants.find((one) => one.id === id);
    if (variant === undefined || lift === undefined || interval === undefined) continue;
    const variance = ((interval[1] - interval[0]) / (2 * z)) ** 2;
    if (!(variance > 0 && Number.isFinite(variance))) continue;
    const result = decision === 'scale' ? 'won' : decision === 'kill' ? 'lost' : 'open';
    const comparison: Comparison = { lift: sign * lift, variance, result };
    yield { control, variant, comparison };
  }
}

function turned({ lift, variance, result }: Comparison): Comparison {
  const other = { won: 'lost', lost: 'won', open: 'open' } as const;
  return { lift: -lift, variance, result: other[result] };
}

function pooled(all: readonly Comparison[]): Omit<HookRecord, 'kind' | 'key'> {
  const count = (wanted: Comparison['result']): number =>
    all.filter(({ result }) => result === wanted).length;
  let precision = 1 / defaultPrior.sd ** 2;
  let weighted = 0;
  for (const { lift, variance } of all) {
    const weight = 1 / (variance + betweenSd ** 2);
    precision += weight;
    weighted += weight * lift;
  }
  return {
    ...{ wins: count('won'), losses: count('lost'), comparisons: all.length },
    ...{ lift: weighted / precision, liftSd: Math.sqrt(1 / precision) },
  };
}
