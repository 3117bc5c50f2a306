import { planSize } from '../../src/core/growth/index.ts';
import {
  type ArmStatistic,
  meanStatistic,
  proportionStatistic,
} from '../../src/core/growth/statistics/armStatistic.ts';
import { relativeLift } from '../../src/core/growth/statistics/effect.ts';
import { sequentialTest } from '../../src/core/growth/statistics/sequential.ts';
import { welchTest } from '../../src/core/growth/statistics/welch.ts';
import { added, conversions, type Draw, type Drawn, nothing, watchTimes } from './draw.ts';
import { percent } from './falsePositives.ts';

const simulations = 5_000;
const alpha = 0.05;
const power = 0.8;
const tolerance = 0.02;
const looks = 20;

interface Planned {
  name: string;
  baseline: number;
  sd?: number;
  minimumEffect: number;
  draw: Draw;
  statistic: (sums: Drawn) => ArmStatistic;
}

/** How often the planned size finds the effect that it was planned for. */
export function plannedPower(): { lines: string[]; holds: boolean } {
  const plans: Planned[] = [
    {
      ...{ name: 'conversions 10 % to 13 %', baseline: 0.1, minimumEffect: 0.3 },
      ...{ draw: conversions(0.1, 21), statistic: proportionStatistic },
    },
    {
      ...{ name: 'conversions 30 % to 27 %', baseline: 0.3, minimumEffect: -0.1 },
      ...{ draw: conversions(0.3, 22), statistic: proportionStatistic },
    },
    {
      ...{
        name: 'watch times, each longer by 15 % of the mean',
        baseline: 1,
        sd: 1,
        minimumEffect: 0.15,
      },
      ...{ draw: watchTimes(23), statistic: meanStatistic },
    },
  ];
  const lines: string[] = [];
  let holds = true;
  for (const plan of plans) {
    const { draw, statistic, name, ...input } = plan;
    const { fixed, sequential } = planSize({ ...input, alpha, power, variants: 1 });
    const found = share(() => {
      const effect = effectOf(
        plan,
        draw(fixed.unitsPerArm, 0),
        draw(fixed.unitsPerArm, input.minimumEffect),
      );
      return welchTest(effect, alpha).pValue < alpha && effect.value * input.minimumEffect > 0;
    });
    if (Math.abs(found - power) > tolerance) holds = false;
    const units = Math.ceil(sequential.unitsPerArm / looks);
    const byLooks = share(() => {
      let [control, variant] = [nothing, nothing];
      for (let look = 0; look < looks; look++) {
        control = added(control, draw(units, 0));
        variant = added(variant, draw(units, input.minimumEffect));
        const effect = effectOf(plan, control, variant);
        if (sequentialTest(effect, { alpha, nStar: sequential.nStar }).pValue < alpha) return true;
      }
      return false;
    });
    lines.push(
      `power, ${simulations} experiments, ${name}: ${fixed.unitsPerArm} units an arm and one look find it in ` +
        `${percent(found)} (bar 80 ± 2 %); ${sequential.unitsPerArm} and ${looks} looks in ${percent(byLooks)}`,
    );
  }
  return { lines, holds };
}

function effectOf({ statistic }: Planned, control: Drawn, variant: Drawn) {
  return relativeLift(statistic(control), statistic(variant));
}

function share(isFound: () => boolean): number {
  let found = 0;
  for (let at = 0; at < simulations; at++) if (isFound()) found++;
  return found / simulations;
}
