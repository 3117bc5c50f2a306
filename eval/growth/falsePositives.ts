import {
  type ArmStatistic,
  meanStatistic,
  proportionStatistic,
} from '../../src/core/growth/statistics/armStatistic.ts';
import { relativeLift } from '../../src/core/growth/statistics/effect.ts';
import { sequentialTest } from '../../src/core/growth/statistics/sequential.ts';
import { welchTest } from '../../src/core/growth/statistics/welch.ts';
import { added, conversions, type Draw, type Drawn, nothing, watchTimes } from './draw.ts';

const experiments = 10_000;
const days = 28;
const unitsADay = 100;
const alpha = 0.05;
const maxFalse = 0.05;

interface Metric {
  name: string;
  draw: Draw;
  statistic: (sums: Drawn) => ArmStatistic;
}

/** Both arms alike, looked at every day for four weeks: how often a look says that they differ. */
export function falsePositives(): { lines: string[]; holds: boolean } {
  const metrics: Metric[] = [
    { name: 'conversions of 10 %', draw: conversions(0.1, 11), statistic: proportionStatistic },
    { name: 'watch times', draw: watchTimes(12), statistic: meanStatistic },
  ];
  const lines: string[] = [];
  let holds = true;
  for (const metric of metrics) {
    const { sequential, fixed } = peekedAt(metric);
    if (sequential > maxFalse) holds = false;
    lines.push(
      `A/A, ${experiments} experiments of ${metric.name}, ${unitsADay} units an arm and day, ${days} daily ` +
        `looks: ${percent(sequential)} false positives with always-valid intervals (bar ` +
        `${percent(maxFalse)}), ${percent(fixed)} with intervals for one look`,
    );
  }
  return { lines, holds };
}

function peekedAt({ draw, statistic }: Metric): { sequential: number; fixed: number } {
  const found = { sequential: 0, fixed: 0 };
  const nStar = unitsADay * days;
  for (let at = 0; at < experiments; at++) {
    let [control, variant] = [nothing, nothing];
    let [always, once] = [false, false];
    for (let day = 0; day < days; day++) {
      control = added(control, draw(unitsADay, 0));
      variant = added(variant, draw(unitsADay, 0));
      const effect = relativeLift(statistic(control), statistic(variant));
      // Nobody converted yet: there is nothing to look at.
      if (!Number.isFinite(effect.value) || effect.variance <= 0) continue;
      if (!always) always = sequentialTest(effect, { alpha, nStar }).pValue < alpha;
      if (!once) once = welchTest(effect, alpha).pValue < alpha;
    }
    if (always) found.sequential++;
    if (once) found.fixed++;
  }
  return { sequential: found.sequential / experiments, fixed: found.fixed / experiments };
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
