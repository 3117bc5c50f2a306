import type { Absence, Engagement, EngagementVariant, Estimate } from '../../../contract/index.ts';
import type { Snapshot } from './views/snapshotsOf.ts';
import { countBounds } from './views/viewCurve.ts';

export const interactionNames = ['likes', 'comments', 'shares', 'saves'] as const;
export type InteractionName = (typeof interactionNames)[number];

const parts: Record<EngagementVariant, readonly InteractionName[]> = {
  'interactions-per-view': interactionNames,
  'likes-per-view': ['likes'],
  'comments-per-view': ['comments'],
  'shares-per-view': ['shares'],
  'saves-per-view': ['saves'],
  'interactions-per-follower': interactionNames,
};

/**
 * Engagement by a named variant, at the newest snapshot that tells an interaction: what was counted
 * over the views of the same snapshot, or over the channel's followers as last told. Counts that the
 * platform did not tell are left out of the sum, and `counted` says which are in it. The span is what
 * rounding leaves open.
 */
export function engagementOf(
  snapshots: readonly Snapshot[],
  variant: EngagementVariant,
  followers: number | undefined,
): Engagement | Absence {
  const names = parts[variant];
  const newest = snapshots.findLast(({ counts }) => names.some((name) => counts[name]));
  if (newest === undefined) return snapshots.length === 0 ? 'no-snapshots' : 'no-interactions';
  const counted = names.filter((name) => newest.counts[name] !== undefined);
  const interactions = addUp(newest, counted);
  const over =
    variant === 'interactions-per-follower'
      ? followers && countBounds(followers, 1)
      : boundsOf(newest, 'views');
  if (over === undefined || over === 0 || over.value <= 0) {
    return variant === 'interactions-per-follower' ? 'no-followers' : 'no-views';
  }
  return {
    value: interactions.value / over.value,
    low: interactions.low / over.high,
    high: interactions.high / Math.max(1, over.low),
    counted,
    observedAtMs: newest.observedAtMs,
  };
}

function boundsOf({ counts }: Snapshot, name: InteractionName | 'views'): Estimate | undefined {
  const count = counts[name];
  return count && countBounds(count.value, count.unit);
}

/** The sum of some counts of a snapshot; those that it does not tell are 0. */
function addUp(snapshot: Snapshot, names: readonly InteractionName[]): Estimate {
  const sum = { value: 0, low: 0, high: 0 };
  for (const name of names) {
    const bounds = boundsOf(snapshot, name);
    sum.value += bounds?.value ?? 0;
    sum.low += bounds?.low ?? 0;
    sum.high += bounds?.high ?? 0;
  }
  return sum;
}
