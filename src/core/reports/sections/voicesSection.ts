import type {
  ReportSentence,
  ReportTable,
  ShareOfVoice,
  VoiceKind,
} from '../../../contract/index.ts';
import { shareOfVoiceTask } from '../../memory/index.ts';
import { absence, type ComposeSection, column, table, windowStartOf } from '../compose/composed.ts';
import { readNow } from '../compose/readNow.ts';
import { numberOf, quoted, sentence } from '../compose/sentence.ts';
import { reportTexts } from '../texts/reportTexts.ts';

type Voices = 'channel' | 'product' | 'sound';
const kinds = ['channel', 'product', 'sound'] as const satisfies readonly VoiceKind[];
const tables: Readonly<Record<Voices, string>> = {
  channel: 'Channels',
  product: 'Products',
  sound: 'Sounds',
};
const maxListed = 10;

/** Who and what the period's videos are of and about. */
export const voicesSection: ComposeSection = (library, query) => {
  const { asOfMs } = query;
  const found = kinds.map((by) => ({
    by,
    share: readNow(shareOfVoiceTask, library, {
      ...{ by, asOfMs, limit: maxListed },
      ...{ publishedAfterMs: windowStartOf(query) + 1, publishedBeforeMs: asOfMs + 1 },
    }),
  }));
  const missing = found.some(({ by, share }) => by === 'product' && share.videos === 0)
    ? [absence('no-products')]
    : [];
  const known = found.filter(({ share }) => share.videos > 0);
  const [first] = known;
  if (first === undefined) return { absent: missing };
  return {
    absent: missing,
    section: {
      title: reportTexts.sections.voices,
      sentences: known.flatMap(({ by, share }) => told(by, share)),
      tables: known.map(({ by, share }) => tableOf(by, share)),
      charts: [
        {
          ...{ kind: 'intervals', name: reportTexts.charts.mentionShare, unit: 'share' },
          points: first.share.voices
            .slice(0, 8)
            .map(({ name, mentionShare }) => ({ name, ...mentionShare, n: first.share.videos })),
        },
      ],
    },
  };
};

function told(by: Voices, { voices: [most], videos }: ShareOfVoice): ReportSentence[] {
  if (most === undefined) return [];
  const said = {
    channel: ['The channel with most new videos is ', ' with '],
    product: ['The product that most new videos name is ', ' with '],
    sound: ['The sound that most new videos use is ', ' with '],
  } as const;
  const [before, between] = said[by];
  return [
    sentence(
      [
        ...[before, quoted(most.name), between, numberOf('mentions', 'count', most.mentions)],
        ...[', ', numberOf('mentionShare', 'share', { ...most.mentionShare, n: videos }), '.'],
      ],
      [{ kind: 'table', table: tables[by] }],
    ),
  ];
}

function tableOf(by: Voices, { voices, videos }: ShareOfVoice): ReportTable {
  return table(
    tables[by],
    [
      ...[column('Name', 'text'), column('New videos', 'count', 'mentions')],
      column('Share of mentions', 'share', 'mentionShare'),
      ...[column('Views', 'views', 'views'), column('Share of views', 'share', 'viewShare')],
    ],
    voices.map(({ name, mentions, mentionShare, views, viewShare }) => ({
      cells: [name, mentions, { ...mentionShare, n: videos }, views, viewShare ?? null],
    })),
  );
}
