import {
  type HookRule,
  hookRuleSchema,
  hookRulesVersion,
  type OutlierDefinition,
  type PatternRecord,
  type PatternRecords,
  type VideoId,
} from '../../../contract/index.ts';
import { benjaminiHochberg } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { medianWithInterval } from '../measures/estimates/medianInterval.ts';
import { scoreIn } from '../measures/listOutliers.ts';
import { minComparedVideos } from '../measures/outlierScore.ts';
import { readGroups } from '../measures/readGroups.ts';
import { isEnglish, patternsOf } from './hookRules.ts';
import { readOpenings } from './openings.ts';
import { rankSum, ranksOf } from './rankSum.ts';

/** Of what is called a difference, the share that may be chance. */
const maxFalse = 0.05;

/** A video with an English opening and an outlier score. */
interface Scored {
  platform: string | undefined;
  patterns: HookRule[];
  score: number;
}

export interface PatternQuery {
  definition: OutlierDefinition;
  asOfMs: number;
}

/**
 * How the videos that open in each way have done: the median of their outlier scores, over all
 * platforms and on each, with its bootstrap interval, and whether they differ from the videos that do
 * not open so. As many tests are made as there are records with five videos or more; their p-values
 * are adjusted for that together.
 */
export function patternRecords(library: Library, query: PatternQuery): PatternRecords {
  const scores = scoresOf(library, query);
  const scored: Scored[] = [];
  const left = { noScore: 0, noOpening: 0, notEnglish: 0 };
  for (const { id, platform, language, text } of readOpenings(library)) {
    const score = scores.get(id);
    if (score === undefined) left.noScore += 1;
    else if (text === '') left.noOpening += 1;
    else if (!isEnglish(language, text)) left.notEnglish += 1;
    else scored.push({ platform, patterns: patternsOf(text), score });
  }
  const platforms = [...new Set(scored.map(({ platform }) => platform))].filter(
    (platform) => platform !== undefined,
  );
  const records = [
    ...recordsOf(scored),
    // One platform alone says what all say.
    ...(platforms.length < 2 ? [] : platforms.sort()).flatMap((platform) =>
      recordsOf(
        scored.filter((video) => video.platform === platform),
        platform,
      ),
    ),
  ];
  const tested = records.filter(({ p }) => p !== undefined);
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p ?? 1));
  for (const [at, record] of tested.entries()) {
    const q = adjusted[at] ?? 1;
    Object.assign(record, { adjustedP: q, differs: q <= maxFalse });
  }
  return {
    ...{ rules: hookRulesVersion, definition: query.definition, asOfMs: query.asOfMs },
    ...{ videos: scored.length, left, tests: tested.length, records },
  };
}

function scoresOf(library: Library, { definition, asOfMs }: PatternQuery): Map<VideoId, number> {
  const scores = new Map<VideoId, number>();
  for (const group of readGroups(library, { asOfMs })) {
    for (const [at, { id }] of group.videos.entries()) {
      const found = scoreIn(group, at, { definition, interval: false });
      if (typeof found !== 'string') scores.set(id, found.score);
    }
  }
  return scores;
}

/** A record for each pattern that a video has, most videos first. */
function recordsOf(videos: readonly Scored[], platform?: string): PatternRecord[] {
  const { ranks, ties } = ranksOf(videos.map(({ score }) => score));
  const all = { n: videos.length, ties };
  return hookRuleSchema.options
    .map((pattern): PatternRecord => {
      const has: number[] = [];
      const others: number[] = [];
      let sum = 0;
      for (const [at, { patterns, score }] of videos.entries()) {
        if (!patterns.includes(pattern)) others.push(score);
        else {
          has.push(score);
          sum += ranks[at] ?? 0;
        }
      }
      const named = { pattern, ...(platform !== undefined && { platform }), n: has.length };
      const median = medianWithInterval(has);
      const otherMedian = medianWithInterval(others);
      const isEnough = Math.min(has.length, others.length) >= minComparedVideos;
      if (!isEnough || median === undefined || otherMedian === undefined) return named;
      const { superiority, p } = rankSum({ n: has.length, rankSum: sum }, all);
      return { ...named, median, others: otherMedian, superiority, p };
    })
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n || a.pattern.localeCompare(b.pattern));
}
