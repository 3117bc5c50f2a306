import { expect, test } from 'vitest';
import type { ReportSentence } from '../../../contract/index.ts';
import { scriptedModel } from '../../drafts/testing/scriptedModel.ts';
import { counted, numberOf, quoted, sentence } from '../compose/sentence.ts';
import type { ReportContent } from '../store/reportContent.ts';
import { numberTokens } from './numberTokens.ts';
import { writeSummary } from './writeSummary.ts';

const { signal } = new AbortController();
const facts: ReportSentence[] = [
  sentence(
    [
      ...[quoted('sourdough'), ' is rising: ', ...counted('published', 12, ['video', 'videos'])],
      ...[', and they gain ', numberOf('velocity', 'viewsPerHour', 12_400), '.'],
    ],
    [{ kind: 'table', table: 'Topics' }],
  ),
  sentence(
    [quoted('running'), ' is fading: ', ...counted('published', 3, ['video', 'videos']), '.'],
    [{ kind: 'table', table: 'Topics' }],
  ),
];
const content: ReportContent = {
  ...{ version: 1, subjects: [], windowStartMs: 0, absent: [], definitions: {} },
  sections: [
    { title: 'Summary', sentences: facts.slice(0, 1), tables: [], charts: [] },
    { title: 'Topics', sentences: facts, tables: [], charts: [] },
  ],
};

/** Not a model: it says what the test has it say, and finds supported what the test does. */
function writing(sentences: string[], support: (text: string) => number = () => 0.9) {
  const languageModel = scriptedModel(() => JSON.stringify({ sentences }), {
    ...{ base: false, support },
  });
  return writeSummary(content, { languageModel, signal });
}

const summaryOf = ({ sections: [summary] }: ReportContent): string[] =>
  summary?.sentences.map(({ text }) => text) ?? [];

test('what a model says of the facts opens the summary, with the facts that it rests on', async () => {
  const said = 'While “running” fades, “sourdough” rises with 12 videos.';
  const written = await writing([said]);
  expect(summaryOf(written)).toEqual([said, facts[0]?.text]);
  expect(written.sections[0]?.sentences[0]).toMatchObject({
    support: { by: 'model', probability: expect.closeTo(0.9) },
    values: [{ value: 12, measure: 'published' }, { value: 3 }].slice(0, 1),
  });
  expect(written).toMatchObject({ model: 'Scripted', absent: [] });
});

test.each([
  ['a number that nobody computed', 'Sourdough rises with 13 videos.'],
  ['a number in words', 'Sourdough rises with thirteen videos.'],
  ['the number of another unit', 'Sourdough gains 12.4M views.'],
  ['the number of another fact', 'Running fades to 12 videos.'],
  ['a name that nobody has', 'Sourdough is ahead of “spelt bread”.'],
  ['a mere name', 'Sourdough'],
  ['something else', 'Prices of flour will go up.'],
])('%s is left out and counted', async (_, text) => {
  const written = await writing([text]);
  expect(summaryOf(written)).toEqual([facts[0]?.text]);
  expect(written.absent).toMatchObject([{ reason: 'sentences-left-out', count: 1 }]);
  expect(written).not.toHaveProperty('model');
});

test('what the model does not find supported is left out', async () => {
  const written = await writing(['Sourdough rises because of 12 videos on flour.'], () => 0.2);
  expect(written.absent).toMatchObject([{ reason: 'sentences-left-out', count: 1 }]);
});

test('a model without chat training, and none at all, are told', async () => {
  const base = scriptedModel(() => '', { base: true });
  expect((await writeSummary(content, { languageModel: base, signal })).absent).toMatchObject([
    { reason: 'no-chat-training' },
  ]);
  expect(base.requests).toEqual([]);
});

test('an answer that is no document adds nothing', async () => {
  const languageModel = scriptedModel(() => '{"sentences": ["Sourdough', { base: false });
  expect(await writeSummary(content, { languageModel, signal })).toEqual(content);
});

test('numbers keep their units', () => {
  expect(numberTokens('12.4K views/h, 1,204 of 15 %, two weeks, 3.2×.')).toEqual(
    new Set(['12.4K', '1204', '15%', '3.2×', '2']),
  );
});
