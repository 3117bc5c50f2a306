import type { Decision } from '../../src/contract/index.ts';
import { evaluateExperiment, parseEvaluation, planSize } from '../../src/core/growth/index.ts';
import { seededRandom } from '../../src/core/memory/measures/estimates/bootstrapMean.ts';
import { added, conversions, type Drawn, normals, nothing } from './draw.ts';
import { percent } from './falsePositives.ts';

const experiments = 2_000;
const rate = 0.1;
const minimumEffect = 0.2;
const days = 28;
const maxWrong = 0.05;
/** Of all, so many have no effect at all, and so many a split that is not the one meant. */
const equalShare = 0.3;
const brokenShare = 0.05;
const effectSd = 0.25;

/** What is true of a simulated experiment. */
interface Truth {
  lift: number;
  isBroken: boolean;
  isCheaper: boolean;
}

const decisions: readonly Decision[] = ['invalid', 'kill', 'scale', 'keep', 'inconclusive'];

/**
 * The rule on experiments whose truth is known, looked at every day until a verdict or the planned end.
 * Wrong is: scaling or keeping what is worse (keeping: by more than the minimum effect), killing what is
 * better, calling a sound one invalid, or any verdict on a broken one.
 */
export function decideOnTruth(): { lines: string[]; holds: boolean } {
  const random = seededRandom(31);
  const normal = normals(32);
  const draw = conversions(rate, 33);
  const { sequential } = planSize({
    baseline: rate,
    minimumEffect,
    alpha: 0.05,
    power: 0.8,
    variants: 1,
  });
  const perDay = Math.ceil(sequential.unitsPerArm / days);
  const counts = new Map(decisions.map((decision) => [decision, { right: 0, wrong: 0, even: 0 }]));
  let looks = 0;
  for (let at = 0; at < experiments; at++) {
    const lift = random() < equalShare ? 0 : Math.max(-0.9, effectSd * normal());
    const truth = { lift, isBroken: random() < brokenShare, isCheaper: random() < 0.3 };
    let [control, variant] = [nothing, nothing];
    let decision: Decision = 'inconclusive';
    for (let day = 1; day <= days && decision === 'inconclusive'; day++) {
      control = added(control, draw(perDay, 0));
      variant = added(variant, draw(Math.round(perDay * (truth.isBroken ? 0.8 : 1)), lift));
      decision = decisionOf(truth, { control, variant, day, nStar: sequential.nStar });
      looks++;
    }
    const count = counts.get(decision);
    if (count === undefined) continue;
    if (isWrong(decision, truth)) count.wrong++;
    else count.right++;
    if (lift === 0 && decision === 'kill') count.even++;
  }
  const wrong = [...counts.values()].reduce((sum, count) => sum + count.wrong, 0) / experiments;
  const lines = [
    `decisions, ${experiments} experiments (${equalShare * 100} % without an effect, the others N(0, ${effectSd}^2), ` +
      `${brokenShare * 100} % broken), minimum effect ${minimumEffect * 100} %, ${perDay} units an arm and day, at most ` +
      `${days} daily looks (${(looks / experiments).toFixed(1)} on average):`,
    '  decision      right  wrong',
    ...decisions.map((decision) => {
      const { right = 0, wrong: not = 0 } = counts.get(decision) ?? {};
      return `  ${decision.padEnd(12)} ${`${right}`.padStart(6)} ${`${not}`.padStart(6)}`;
    }),
    `  wrong: ${percent(wrong)} (bar ${percent(maxWrong)}); killed without being worse or better: ${counts.get('kill')?.even ?? 0}`,
  ];
  return { lines, holds: wrong <= maxWrong };
}

function isWrong(decision: Decision, { lift, isBroken }: Truth): boolean {
  switch (decision) {
    case 'invalid':
      return !isBroken;
    case 'kill':
      return isBroken || lift > 0;
    case 'scale':
      return isBroken || lift <= 0;
    case 'keep':
      return isBroken || lift <= -minimumEffect;
    case 'inconclusive':
      return false;
  }
}

function decisionOf(
  { isCheaper }: Truth,
  seen: { control: Drawn; variant: Drawn; day: number; nStar: number },
): Decision {
  const { control, variant, day, nStar } = seen;
  const input = {
    ...{ metric: { kind: 'proportion', higherIsBetter: true }, minimumEffect, days: day },
    ...{ allocation: [0.5, 0.5], sequential: { nStar }, prior: { mean: 0, sd: 0.3 } },
    control: { ...control, cost: 2 },
    variants: [{ id: 'B', ...variant, cost: isCheaper ? 1 : 2 }],
  };
  return evaluateExperiment(parseEvaluation(input)).decision;
}
