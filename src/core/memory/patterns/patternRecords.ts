import {
  type HookRule,
  hookRuleSchema,
  hookRulesVersion,
  type PatternRecord,
  type PatternRecords,
} from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { adjustTests, groupsOf } from '../records/compareGroups.ts';
import { type ScoreQuery, scoresOf } from '../records/scoresOf.ts';
import { isEnglish, patternsOf } from './hookRules.ts';
import { readOpenings } from './openings.ts';

/** A video with an English opening and an outlier score. */
interface Scored {
  platform: string | undefined;
  patterns: HookRule[];
  score: number;
}

/**
 * How the videos that open in each way have done: the median of their outlier scores, over all
 * platforms and on each, with its bootstrap interval, and whether they differ from the videos that do
 * not open so. As many tests are made as there are records with five videos or more; their p-values
 * are adjusted for that together.
 */
export function patternRecords(library: Library, query: ScoreQuery): PatternRecords {
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
  const tests = adjustTests(records);
  return {
    ...{ rules: hookRulesVersion, definition: query.definition, asOfMs: query.asOfMs },
    ...{ videos: scored.length, left, tests, records },
  };
}

/** A record for each pattern that a video has, most videos first. */
function recordsOf(videos: readonly Scored[], platform?: string): PatternRecord[] {
  const compare = groupsOf(videos.map(({ score }) => score));
  return hookRuleSchema.options
    .map((pattern): PatternRecord => {
      const compared = compare((at) => videos[at]?.patterns.includes(pattern) ?? false);
      return { pattern, ...(platform !== undefined && { platform }), ...compared };
    })
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n || a.pattern.localeCompare(b.pattern));
}
