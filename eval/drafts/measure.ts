import { shareText } from '../../bench/support/wilson.ts';
import { likeness } from '../../src/core/drafts/support/copiedShare.ts';
import { wordsOf } from '../../src/core/drafts/support/words.ts';
import type { WrittenCandidate } from './writeAll.ts';

/** The length of every brief here. */
const lengthWords = 18;

/**
 * Shares with Wilson's 95 % interval. A draft and its repair count as one generation, which is kept
 * when its repair is; the likeness is of all pairs of kept drafts of a brief.
 */
export function measure(name: string, candidates: readonly WrittenCandidate[]): string[] {
  const outcomes = candidates.filter(({ repairs }) => repairs !== true);
  const kept = outcomes.filter(({ dropped }) => dropped === undefined);
  const repairs = outcomes.filter(({ isRepair }) => isRepair === true);
  const mended = kept.filter(({ isRepair }) => isRepair === true);
  const within = candidates.filter(({ text }) => wordsOf(text).length <= lengthWords);
  const reasons = Map.groupBy(
    outcomes.flatMap(({ dropped }) => (dropped === undefined ? [] : [dropped])),
    (reason) => reason,
  );
  return [
    `${name}: kept of generated ${shareText(kept.length, outcomes.length)}`,
    `${name}: kept of repaired ${shareText(mended.length, repairs.length)}`,
    `${name}: of generated within the length ${shareText(within.length, candidates.length)}`,
    `${name}: mean likeness of kept drafts of a brief ${meanLikeness(kept).toFixed(2)}`,
    ...[...reasons].map(([reason, list]) => `${name}: dropped as ${reason} ${list.length}`),
  ];
}

function meanLikeness(kept: readonly WrittenCandidate[]): number {
  const pairs = [...Map.groupBy(kept, ({ topic }) => topic).values()].flatMap((drafts) =>
    drafts.flatMap((one, at) =>
      drafts.slice(at + 1).map((other) => likeness(one.text, other.text)),
    ),
  );
  return pairs.reduce((sum, each) => sum + each, 0) / Math.max(1, pairs.length);
}
