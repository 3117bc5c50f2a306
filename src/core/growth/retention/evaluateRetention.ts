import type { Retention } from '../../../contract/index.ts';
import { kaplanMeier, type Lifetime, medianSurvival } from '../statistics/kaplanMeier.ts';
import { logRank } from '../statistics/logRank.ts';

const alpha = 0.05;

/** Why groups cannot be compared; said by every surface. */
const notComparable =
  'The groups cannot be compared: fewer than two of them, or nothing ended while two were there.';

/** How long the units of each group stay, with bands, and whether the groups differ. */
export function evaluateRetention(
  groups: ReadonlyMap<string, readonly Lifetime[]>,
): Pick<Retention, 'groups' | 'logRank' | 'problem'> {
  const test = logRank([...groups.values()]);
  return {
    groups: [...groups].map(([group, lifetimes]) => {
      const points = kaplanMeier(lifetimes, alpha);
      const { value, low, high } = medianSurvival(points);
      return {
        ...{ group, n: lifetimes.length, points },
        ended: lifetimes.filter(({ isObserved }) => isObserved).length,
        median: value ?? null,
        medianInterval: [low ?? null, high ?? null],
      };
    }),
    ...(test === undefined ? { problem: notComparable } : { logRank: test }),
  };
}
