import { wilson } from '../../memory/index.ts';
import { type ComposeSection, column, table } from '../compose/composed.ts';
import { measuresOf } from '../compose/measuresOf.ts';
import { numberOf, quoted, sentence } from '../compose/sentence.ts';
import { reportTexts } from '../texts/reportTexts.ts';

const maxListed = 12;

/** The channels of its new videos, and the hashtags of all of its videos. */
export const aroundSection: ComposeSection = (library, query) => {
  const [subject] = query.subjects;
  if (subject === undefined) return { absent: [] };
  const { list, hashtags, videos } = measuresOf(library, query, subject);
  const recent = list.filter(({ isNew, channel }) => isNew && channel !== undefined);
  const counts = new Map<string, number>();
  for (const { channel = '' } of recent) counts.set(channel, (counts.get(channel) ?? 0) + 1);
  const channels = [...counts].sort(
    ([nameA, a], [nameB, b]) => b - a || nameA.localeCompare(nameB),
  );
  const [most] = channels;
  const isOfMany = subject.kind !== 'channel' && most !== undefined;
  if (!isOfMany && hashtags.length === 0) return { absent: [] };
  return {
    absent: [],
    section: {
      title: reportTexts.sections.around,
      sentences: isOfMany
        ? [
            sentence(
              [
                ...['The channel with most of its new videos is ', quoted(most[0]), ': '],
                ...[numberOf('mentions', 'count', most[1]), ' of '],
                ...[numberOf('published', 'count', recent.length), '.'],
              ],
              [{ kind: 'table', table: 'Channels' }],
            ),
          ]
        : [],
      tables: [
        ...(isOfMany
          ? [
              table(
                'Channels',
                [
                  ...[column('Channel', 'text'), column('New videos', 'count', 'mentions')],
                  column('Share', 'share', 'mentionShare'),
                ],
                channels.map(([channel, count]) => ({
                  cells: [channel, count, { ...wilson(count, recent.length), n: recent.length }],
                })),
                maxListed,
              ),
            ]
          : []),
        ...(hashtags.length === 0
          ? []
          : [
              table(
                'Hashtags',
                [
                  ...[column('Hashtag', 'text'), column('Videos', 'count', 'mentions')],
                  column('Share of its videos', 'share', 'mentionShare'),
                ],
                hashtags.map(({ tag, videos: count }) => ({
                  cells: [`#${tag}`, count, { ...wilson(count, videos), n: videos }],
                })),
                maxListed,
              ),
            ]),
      ],
      charts: [],
    },
  };
};
