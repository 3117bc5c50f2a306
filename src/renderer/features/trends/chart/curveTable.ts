import type { TopicDetail } from '../../../../contract/index.ts';
import type { Cell } from '../../../client/formats/tableCsv.ts';
import { trendsMessages } from '../../../messages/trends.ts';
import { groupBins } from './groupBins.ts';

const texts = trendsMessages.topic;

/** The curve bin by bin, the oldest first: what a file keeps is not grouped. */
export function curveTable({ bins, topic, totals, gains }: TopicDetail): {
  heads: string[];
  rows: Cell[][];
} {
  return {
    heads: [texts.from, texts.until, texts.posts, texts.allVideos, texts.gains, texts.inBurst],
    rows: groupBins(topic.posts, bins, topic.bursts, 1).map(
      ({ fromMs, toMs, count, isBurst }, at) => [
        ...[new Date(fromMs), new Date(toMs), count, totals[at], gains[at]],
        isBurst ? texts.yes : '',
      ],
    ),
  };
}
