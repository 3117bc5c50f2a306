import { openingMoment } from '../compose/citations.ts';
import { type ComposeSection, column, table } from '../compose/composed.ts';
import { measuresOf } from '../compose/measuresOf.ts';
import { quoted, sentence } from '../compose/sentence.ts';
import { reportTexts } from '../texts/reportTexts.ts';

const maxListed = 10;
const maxTold = 2;

/** What the first seconds of its videos say, those first that gain most. */
export const quotesSection: ComposeSection = (library, query) => {
  const [subject] = query.subjects;
  if (subject === undefined) return { absent: [] };
  const { list } = measuresOf(library, query, subject);
  const moments = list
    .flatMap(({ videoId }) => openingMoment(library, videoId) ?? [])
    .slice(0, maxListed);
  if (moments.length === 0) return { absent: [] };
  return {
    absent: [],
    section: {
      title: reportTexts.sections.quotes,
      sentences: moments
        .slice(0, maxTold)
        .map((moment) =>
          sentence([quoted(moment.title), ' opens with ', quoted(moment.quote), '.'], [moment]),
        ),
      tables: [
        table(
          'First words',
          [column('Video', 'text'), column('Said or shown', 'text')],
          moments.map((moment) => ({ cells: [moment.title, moment.quote], citation: moment })),
        ),
      ],
      charts: [],
    },
  };
};
