import type { ComparedPosts, PostPairs } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { type PairedViews, pairedViews } from '../../memory/index.ts';
import { pairedRatio } from '../statistics/pairedRatio.ts';

const hourMs = 3_600_000;
const absences: Record<Extract<PairedViews, { absent: string }>['absent'], string> = {
  'no-video': 'one of the videos is not in the library',
  'no-publication-date': 'one of the posts has no publication date',
  'no-common-age': 'they were not seen at about the same age',
};

/**
 * Compares posts in pairs by the views that both had at the same age. People cannot be divided on a
 * platform: what is told is that two posts differ, with the audience and the hour of each.
 */
export function comparePosts(
  library: Library,
  { pairs: given, ageMs, alpha = 0.05 }: PostPairs,
  nowMs: number,
): ComparedPosts {
  const views = pairedViews(library, given, { asOfMs: nowMs, ageMs });
  const pairs = given.map((pair, at): ComparedPosts['pairs'][number] => {
    const found = views[at];
    if (found === undefined) return pair;
    if ('absent' in found) return { ...pair, absent: absences[found.absent] };
    const [control, variant] = [found.control.value, found.variant.value];
    const counts = { ageMs: found.ageMs, controlViews: control, variantViews: variant };
    if (!(control > 0 && variant > 0)) return { ...pair, ...counts, absent: 'one has no views' };
    return { ...pair, ...counts, ratio: variant / control };
  });
  const logRatios = pairs.flatMap(({ ratio }) => (ratio === undefined ? [] : [Math.log(ratio)]));
  const n = logRatios.length;
  const result = pairedRatio(logRatios, alpha);
  return { pairs, n, ...result, reasons: reasonsOf(pairs, result, alpha) };
}

function reasonsOf(
  pairs: ComparedPosts['pairs'],
  result: ReturnType<typeof pairedRatio>,
  alpha: number,
): string[] {
  const compared = pairs.filter(({ ratio }) => ratio !== undefined);
  const ahead = compared.filter(({ ratio = 0 }) => ratio > 1).length;
  const ages = compared.flatMap((pair) => pair.ageMs ?? []);
  const needed = Math.ceil(Math.log2(2 / alpha));
  const weak =
    'Posts of different hours met different people, and the platform chose them: this is weaker than dividing people by chance. It holds only where a coin chose which post of each pair had the variant.';
  if (result === undefined) {
    return [`${compared.length} of ${pairs.length} pairs can be compared; two are needed.`, weak];
  }
  const percent = (share: number): string => `${share > 0 ? '+' : ''}${(100 * share).toFixed(0)} %`;
  const [low, high] = result.interval;
  const hours = Math.round(Math.min(...ages) / hourMs);
  return [
    `The variant was ahead in ${ahead} of ${compared.length} pairs: ${percent(result.lift)} views (${percent(low)} to ${percent(high)}) at the same age, from ${hours} h on.`,
    result.pValue <= alpha
      ? `Coins alone would give this in ${(100 * result.pValue).toFixed(1)} % of cases.`
      : `Coins alone would give this in ${(100 * result.pValue).toFixed(0)} % of cases: nothing is shown.`,
    ...(result.leastPValue > alpha
      ? [`So few pairs can show nothing, whatever their views: ${needed} are the least.`]
      : []),
    weak,
  ];
}
