import type { Absence, Estimate, HalfLife } from '../../../../contract/index.ts';
import { interactionNames } from '../engagement.ts';
import type { CountName, Snapshot } from './snapshotsOf.ts';

/**
 * The age at which a video had half of all the engagement that it has had so far: of the interactions
 * that every snapshot tells, else of the views. Between the two snapshots around the half it is linear
 * in the logarithm of age; these two bound it. While a video still grows its half-life does, too.
 */
export function halfLifeOf(
  snapshots: readonly Snapshot[],
  publishedAtMs: number | undefined,
): HalfLife | Absence {
  if (publishedAtMs === undefined) return 'no-publication-date';
  const after = snapshots.filter(({ observedAtMs }) => observedAtMs > publishedAtMs);
  const told = interactionNames.filter((name) => after.every(({ counts }) => counts[name]));
  const basis = after.length > 0 && told.length > 0 ? 'interactions' : 'views';
  const names: readonly CountName[] = basis === 'interactions' ? told : ['views'];
  const points = after
    .filter(({ counts }) => names.every((name) => counts[name]))
    .map(({ observedAtMs, counts }) => ({
      ageMs: observedAtMs - publishedAtMs,
      total: names.reduce((sum, name) => sum + (counts[name]?.value ?? 0), 0),
    }));
  const last = points.at(-1);
  if (last === undefined) return 'no-snapshots';
  if (points.length === 1) return 'one-snapshot';
  if (last.total <= 0) return 'no-interactions';
  const half = last.total / 2;
  const at = points.findIndex(({ total }) => total >= half);
  const [before, first] = [points[at - 1], points[at]];
  if (before === undefined || first === undefined) return 'half-before-first-snapshot';
  const share = (half - before.total) / (first.total - before.total);
  const log = Math.log(before.ageMs) + share * (Math.log(first.ageMs) - Math.log(before.ageMs));
  return { valueMs: Math.exp(log), lowMs: before.ageMs, highMs: first.ageMs, basis };
}

/** 2^(-age / half-life): 1 at publication, a half after one half-life. The span is the half-life's. */
export function freshnessOf(halfLife: HalfLife, ageMs: number): Estimate {
  const at = (halfLifeMs: number): number => 2 ** (-Math.max(0, ageMs) / halfLifeMs);
  return { value: at(halfLife.valueMs), low: at(halfLife.lowMs), high: at(halfLife.highMs) };
}
