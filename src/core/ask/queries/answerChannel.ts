import type {
  AnswerSentence,
  ChannelId,
  ChannelMeasures,
  PlanQuery,
} from '../../../contract/index.ts';
import type { Library, ReadControl } from '../../db/index.ts';
import { measureChannelTask } from '../../memory/index.ts';
import { type Outcome, ofQuery, outcome, type QueryContext, sentenceOf } from './outcome.ts';
import { named, say, span, titled, views, whole } from './say.ts';
import { platformName } from './scopedVideos.ts';

type ChannelQuery = Extract<PlanQuery, { query: 'channel' }>;

/** Of a name that several platforms have, so many channels. */
const maxChannels = 3;

/** What is usual for the channels of a name; case is ignored. */
export async function answerChannel(
  library: Library,
  { name }: ChannelQuery,
  context: QueryContext,
  control: ReadControl,
): Promise<Outcome> {
  const ids = channelIds(library, name);
  if (ids.length === 0) {
    const text = `No channel of the library is called “${name}”.`;
    return outcome([], [{ text, reason: 'unknown-channel' }]);
  }
  const sentences: AnswerSentence[] = [];
  for (const channelId of ids.slice(0, maxChannels)) {
    const { asOfMs } = context;
    sentences.push(
      ...factsOf(
        await measureChannelTask.run(library, { channelId, asOfMs }, control),
        interactionsOf(library, channelId, asOfMs),
        context,
      ),
    );
  }
  return outcome(sentences);
}

export function channelIds({ db }: Library, name: string): ChannelId[] {
  return db.$client
    .prepare<[string], ChannelId>(
      'SELECT id FROM channels WHERE name = ? COLLATE NOCASE ORDER BY platform',
    )
    .pluck()
    .all(name.trim());
}

const interactions = ['likes', 'comments', 'shares', 'saves'] as const;

/** The sums of the newest counts of a channel's videos; those that no video has are left out. */
function interactionsOf(
  { db }: Library,
  channelId: ChannelId,
  asOfMs: number,
): { name: string; sum: number }[] {
  return interactions.flatMap((name) => {
    const sum = db.$client
      .prepare<[number, ChannelId], number | null>(
        `SELECT sum(value) FROM (
           SELECT ${name} AS value, max(observed_at_ms) FROM metric_snapshots
           WHERE ${name} IS NOT NULL AND observed_at_ms <= ?
             AND video_id IN (SELECT id FROM videos WHERE channel_id = ?) GROUP BY video_id)`,
      )
      .pluck()
      .get(asOfMs, channelId);
    return sum === null || sum === undefined ? [] : [{ name, sum }];
  });
}

function factsOf(
  channel: ChannelMeasures,
  sums: readonly { name: string; sum: number }[],
  context: QueryContext,
): AnswerSentence[] {
  const { videos, observedVideos, views: sum, medianViews, followers, platform } = channel;
  const who = say`${named(channel.name)} (${named(platformName(platform))})`;
  const noun = { name: videos === 1 ? 'video' : 'videos' };
  const cited = [ofQuery(context, videos, channel.list)];
  const sentences = [
    observedVideos === 0
      ? say`${who} has ${whole(videos)} ${noun} in the library; ${{ name: videos === 1 ? 'its' : 'their' }} views are not known.`
      : say`${who} has ${whole(videos)} ${noun} in the library with ${views(sum)} views together, by the newest snapshot of each of the ${whole(observedVideos)} that have one.`,
  ];
  if (sums.length > 0) {
    const listed = sums.map(({ name, sum }) => say`${whole(sum)} ${{ name }}`);
    const text = listed.map((each) => each.text).join(', ');
    const list = { text, figures: listed.flatMap(({ figures }) => figures) };
    sentences.push(say`By their newest snapshots they have ${list} together.`);
  }
  if (medianViews !== undefined) {
    const { value, low, high } = medianViews;
    sentences.push(
      say`Half of its videos have at least ${views(value, { low, high, n: observedVideos })} views${span(medianViews, (each) => views(each))}.`,
    );
  }
  if (followers !== undefined && !context.isPast) {
    sentences.push(say`It has ${whole(followers)} followers, as last told.`);
  }
  const best = channel.list
    .flatMap((video) => (video.outlier === undefined ? [] : [{ ...video, outlier: video.outlier }]))
    .sort((a, b) => b.outlier.score - a.outlier.score)[0];
  const newest = channel.list.slice(0, 3);
  if (newest.length > 0) {
    const titles = newest.map(({ title }) => titled(title).name).join(', ');
    sentences.push(say`Its newest: ${{ name: titles }}.`);
  }
  const told = sentences.map((said) => sentenceOf(said, cited));
  if (best === undefined) return told;
  const { score, low, high, n } = best.outlier;
  const figure = { text: score.toPrecision(3), value: score, unit: 'score' as const, low, high, n };
  return [
    ...told,
    sentenceOf(
      say`Its video that stands out most is ${titled(best.title)}, with ${figure} times the views that are usual at its age.`,
      [ofQuery(context, 1, [best])],
    ),
  ];
}
