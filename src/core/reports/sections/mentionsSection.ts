import type { ReportCitation } from '../../../contract/index.ts';
import { clockText, plainText } from '../../drafts/index.ts';
import { findByWords, getFoundChunks } from '../../search/index.ts';
import { type ComposeSection, column, table } from '../compose/composed.ts';
import { counted, quoted, sentence } from '../compose/sentence.ts';
import { reportTexts } from '../texts/reportTexts.ts';

const name = 'Mentions';
/** Beyond that nobody counts. */
const maxFound = 5_000;
const maxListed = 12;
const maxQuoteCharacters = 220;

type Moment = Extract<ReportCitation, { kind: 'moment' }>;

/** Moments that name a product, in speech or on screen, of videos published by the date. */
export const mentionsSection: ComposeSection = (library, { subjects, asOfMs }) => {
  const [subject] = subjects;
  if (subject === undefined) return { absent: [] };
  // A name as it is, whatever search would read into it.
  const match = `"${subject.name.replaceAll('"', '""')}"`;
  const scope = {
    filters: { publishedBeforeMs: asOfMs + 1, kinds: ['speech' as const, 'screen' as const] },
  };
  const found = findByWords(library, { match, scope, limit: maxFound });
  const chunks = getFoundChunks(
    library,
    found.map(({ id }) => id),
  );
  const moments = chunks.map(
    ({ videoId, title, startMs, endMs, text }): Moment => ({
      ...{ kind: 'moment', videoId, title, startMs, endMs },
      quote: plainText(text, maxQuoteCharacters),
    }),
  );
  const [first] = moments;
  if (first === undefined) return { absent: [] };
  const videos = new Set(moments.map(({ videoId }) => videoId)).size;
  return {
    absent: [],
    section: {
      title: reportTexts.sections.mentions,
      sentences: [
        sentence(
          [
            ...[quoted(subject.name), ' is said or shown in '],
            ...[...counted('mentions', moments.length, ['moment', 'moments']), ' of '],
            ...[
              ...counted('mentions', videos, ['video', 'videos']),
              ', such as ',
              quoted(first.quote),
              '.',
            ],
          ],
          [first, { kind: 'table', table: name }],
        ),
      ],
      tables: [
        table(
          name,
          [column('Video', 'text'), column('At', 'text'), column('Said or shown', 'text')],
          moments.map((moment) => ({
            cells: [moment.title, clockText(moment.startMs), moment.quote],
            citation: moment,
          })),
          maxListed,
        ),
      ],
      charts: [],
    },
  };
};
