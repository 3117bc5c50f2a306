import {
  defaultOutlierDefinition,
  type Estimate,
  type HookRule,
  type PatternRecord,
} from '../../../contract/index.ts';
import { patternRecordsTask } from '../../memory/index.ts';
import { absence, type ComposeSection, column, table } from '../compose/composed.ts';
import { readNow } from '../compose/readNow.ts';
import { numberOf, sentence } from '../compose/sentence.ts';
import { reportTexts } from '../texts/reportTexts.ts';

const name = 'Openings';
const cited = [{ kind: 'table' as const, table: name }];

/** Ways to open a video that have done better or worse than others, over all videos up to the date. */
export const openingsSection: ComposeSection = (library, { asOfMs }) => {
  const { records, tests } = readNow(patternRecordsTask, library, {
    ...{ definition: defaultOutlierDefinition, asOfMs },
  });
  const overall = records.filter(({ platform }) => platform === undefined);
  if (tests === 0) return { absent: [absence('no-openings')] };
  const differing = overall.filter(({ differs }) => differs === true);
  const all = numberOf('tests', 'count', tests);
  const none = sentence(
    ['None of ', all, ' comparisons of openings shows a difference that is more than chance.'],
    cited,
  );
  return {
    absent: [],
    section: {
      title: reportTexts.sections.openings,
      sentences:
        differing.length === 0
          ? [none]
          : differing
              .slice(0, 3)
              .map(({ pattern, n, median, others, adjustedP }) =>
                sentence(
                  [
                    `Videos that open with ${openings[pattern]} have a median score of `,
                    numberOf('medianScore', 'score', estimateOf(median, n) ?? 0),
                    ...[', the others ', numberOf('medianScore', 'score', estimateOf(others) ?? 0)],
                    ...['; adjusted p ', numberOf('adjustedP', 'probability', adjustedP ?? 1)],
                    ...[' over ', all, ' comparisons.'],
                  ],
                  cited,
                ),
              ),
      tables: [
        table(
          name,
          [
            ...[column('Opening', 'text'), column('Videos', 'count', 'mentions')],
            column('Median score', 'score', 'medianScore'),
            column('Others', 'score', 'medianScore'),
            ...[column('Adjusted p', 'probability', 'adjustedP'), column('Differs', 'text')],
          ],
          overall.map((record) => ({ cells: cellsOf(record) })),
        ),
      ],
      charts: [],
    },
  };
};

function cellsOf({ pattern, n, median, others, adjustedP, differs }: PatternRecord) {
  const said = differs === undefined ? null : differs ? 'yes' : 'no';
  return [
    ...[openings[pattern], n, estimateOf(median, n) ?? null],
    ...[estimateOf(others) ?? null, adjustedP ?? null, said],
  ];
}

function estimateOf(estimate: Estimate | undefined, n?: number) {
  return estimate && { ...estimate, ...(n !== undefined && { n }) };
}

const openings: Readonly<Record<HookRule, string>> = {
  question: 'a question',
  'how-to': 'a how-to',
  'second-person': '“you”',
  negation: 'a negation',
  urgency: 'urgency',
  number: 'a number',
  contrast: 'a contrast',
  confession: 'a confession',
  command: 'a command',
  promise: 'a promise',
  story: 'a story',
  surprise: 'a surprise',
  'point-of-view': 'a point of view',
};
