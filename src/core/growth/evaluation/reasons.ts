import type { Decision } from '../../../contract/index.ts';

const percent = (share: number): string => {
  const value = share * 100;
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 1 : 2;
  return `${value < 0 ? '−' : ''}${Math.abs(value).toFixed(digits)} %`;
};
const signed = (share: number): string => (share > 0 ? `+${percent(share)}` : percent(share));
const whole = (count: number): string => Math.ceil(count).toLocaleString('en');
const days = (count: number): string =>
  `${whole(count)} ${Math.ceil(count) === 1 ? 'day' : 'days'}`;
const pOf = (value: number): string =>
  value < 0.001 ? '< .001' : `= ${value.toFixed(3).slice(1)}`;

/** Sentences that explain a verdict: every surface shows the same ones. */
export const reasons = {
  mismatch: (p: number) =>
    `The arms do not have the shares of units that were allocated (p ${pOf(p)}). Find out which units are lost or counted twice, mend it and start again.`,
  exposedToSeveral: (share: number) =>
    `${percent(share)} of the units saw more than one arm; at most 1 % may. Mend the assignment and start again.`,
  noAllocation: 'The split was not checked: give the allocation to do so.',
  noDays: 'The days were not given, so the minimum of days was not checked.',
  empty: (arm: string) =>
    `${arm} has no units. Check that it is shown and that its exposures are recorded.`,
  tooFewToTell: (arm: string) => `${arm} has fewer than two units. Wait for more.`,
  constant: (arm: string) =>
    `${arm} does not vary: every unit has the same value, or the sums are too large to tell the values apart. Check the metric; subtract a constant from large values.`,
  zeroBase:
    'The control’s mean is 0, so no lift relative to it can be told. Choose a metric that happens in the control.',
  zeroDenominator: (arm: string) => `The denominator of ${arm} sums to 0. Check the metric.`,
  fewUnits: (units: number, minimum: number) =>
    `The smallest arm has ${whole(units)} units; a verdict needs ${whole(minimum)}.`,
  fewDays: (run: number, minimum: number) =>
    `It has run for ${days(run)}; a verdict needs ${days(minimum)}, so that weekdays and first reactions even out.`,
  guardrail: (names: readonly string[]) =>
    `Harmed: ${names.join(', ')}. The variant makes ${names.length === 1 ? 'this guardrail' : 'these guardrails'} worse.`,
  loses: (chance: number, line: number) =>
    `The chance that it loses is ${percent(chance)}, above the line of ${percent(line)}.`,
  wins: (lift: number, p: number) => `It wins: ${signed(lift)} (adjusted p ${pOf(p)}).`,
  reachesMinimum: (minimum: number) => `That reaches the minimum effect of ${percent(minimum)}.`,
  belowMinimum: (minimum: number) =>
    `That is below the minimum effect of ${percent(minimum)}: worth keeping, not worth scaling.`,
  notWorse: (margin: number) =>
    `It is not worse by more than ${percent(margin)}, and a unit of it costs less.`,
  estimate: (lift: number, low: number, high: number, level: number, isSequential: boolean) =>
    `Lift ${signed(lift)} (${Math.round(level * 1000) / 10} % interval ${signed(low)} to ${signed(high)}${isSequential ? ', valid at every look' : ', for one look'}).`,
  open: 'The interval holds both a loss and a win.',
  small: (minimum: number) =>
    `It does not lose, but a win of ${percent(minimum)} is not shown either.`,
  moreDays: (units: number, more: number) =>
    `To tell a lift of the minimum effect takes ${whole(units)} units an arm: about ${days(more)} more.`,
  moreUnits: (units: number) =>
    `To tell a lift of the minimum effect takes ${whole(units)} units an arm. Give the days to learn how long that is.`,
  enoughUnits: (units: number) =>
    `The ${whole(units)} units an arm that a lift of the minimum effect needs are there: the effect is probably smaller. More data would change little.`,
  neverEnough:
    'The minimum effect is too small beside how much units differ: no amount of data that can be had settles it.',
  noMinimum: 'State the minimum effect to learn how much more data a verdict takes.',
  decision: {
    invalid: 'The experiment is broken: no verdict.',
    kill: 'Drop it.',
    scale: 'Use it everywhere.',
    keep: 'Keep it where it is.',
    inconclusive: 'Not known yet.',
  } satisfies Record<Decision, string>,
  ofVariant: (id: string, sentence: string) => `${id}: ${sentence}`,
};
