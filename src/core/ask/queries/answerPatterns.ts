import {
  defaultOutlierDefinition,
  type HookRule,
  type PatternRecord,
  type PlanQuery,
} from '../../../contract/index.ts';
import type { Library, ReadControl } from '../../db/index.ts';
import { patternRecordsTask } from '../../memory/index.ts';
import { type Outcome, ofQuery, outcome, type QueryContext, sentenceOf } from './outcome.ts';
import { rounded, type Said, say, span, whole } from './say.ts';

type PatternsQuery = Extract<PlanQuery, { query: 'patterns' }>;

const maxPatterns = 4;

/** How videos that open in each way have done, best first, on all platforms together. */
export async function answerPatterns(
  library: Library,
  { pattern }: PatternsQuery,
  context: QueryContext,
  control: ReadControl,
): Promise<Outcome> {
  const { records, videos, tests } = await patternRecordsTask.run(
    library,
    { definition: defaultOutlierDefinition, asOfMs: context.asOfMs },
    control,
  );
  const known = records.filter(
    (record) =>
      record.platform === undefined && (pattern === undefined || record.pattern === pattern),
  );
  const compared = known
    .flatMap((record) => {
      const { median, others, adjustedP } = record;
      if (median === undefined || others === undefined || adjustedP === undefined) return [];
      return [{ ...record, median, others, adjustedP }];
    })
    .sort(
      (a, b) => b.median.value / (b.others.value || 1) - a.median.value / (a.others.value || 1),
    );
  if (compared.length === 0) {
    const text =
      pattern === undefined
        ? 'Too few videos have an outlier score and an English opening to say which hooks work.'
        : `Too few videos that open with ${openings[pattern]} have an outlier score to say how they do.`;
    const hint =
      'A score takes views of a video and of five others of its channel at the same age: trendroom observe, or trendroom import FILE. The record needs five videos that open so and five that do not.';
    return outcome([], [{ text, reason: 'too-few', hint }]);
  }
  const sentences = compared
    .slice(0, maxPatterns)
    .map((record) => sentenceOf(recordOf(record), [ofQuery(context, record.n)]));
  const differing = compared.filter(({ differs }) => differs === true).length;
  const last =
    differing === 0
      ? say`Of ${whole(tests)} comparisons of ${whole(videos)} videos none is more than chance may explain.`
      : say`Of ${whole(tests)} comparisons of ${whole(videos)} videos ${whole(differing)} ${{ name: differing === 1 ? 'is' : 'are' }} more than chance explains.`;
  return outcome([...sentences, sentenceOf(last, [ofQuery(context, videos)])]);
}

type Known<Key extends keyof PatternRecord> = { [K in Key]-?: NonNullable<PatternRecord[K]> };
type Compared = PatternRecord & Known<'median' | 'others' | 'adjustedP'>;

function recordOf({ pattern, n, median, others, adjustedP, differs }: Compared): Said {
  const score = (value: number) => rounded(value, 'score');
  const { value, low, high } = median;
  const chance = differs === true ? 'more than chance explains' : 'which chance may explain';
  return say`Videos that open with ${{ name: openings[pattern] }} have a median outlier score of ${rounded(value, 'score', { low, high, n })}${span(median, score)} over ${whole(n)} videos, the others ${score(others.value)}, ${{ name: chance }} (adjusted p = ${rounded(adjustedP, 'ratio')}).`;
}

const openings: Record<HookRule, string> = {
  question: 'a question',
  'how-to': 'a how-to',
  'second-person': 'a word to the viewer (you)',
  negation: 'a negation',
  urgency: 'urgency',
  number: 'a number',
  contrast: 'a contrast',
  confession: 'a confession',
  command: 'a command',
  promise: 'a promise',
  story: 'a story',
  surprise: 'a surprise',
  'point-of-view': 'a point of view (POV)',
};
