/**
 * What each measure of a report is, in one sentence: shown where a number is. docs/measures.md and
 * docs/trends.md have the formulas.
 */
export const definitions = {
  published: 'Videos whose publication date is within the period.',
  videos: 'Videos in the library that were published by the end of the period.',
  dated: 'Videos whose publication date is known.',
  snapshots: 'Dated counts of views that were observed within the period.',
  compared:
    'Videos with two snapshots at least an hour apart to compare, the later one within the period.',
  channels: 'Channels with a video of it.',
  shareOfNew:
    'Videos of it over all videos published within the period. Interval: Wilson, 95 %. n: all videos published within the period.',
  velocity:
    'Views an hour between two dated snapshots, added up over the videos that have both; never views over age. Interval: what the rounding of platforms leaves open. n: videos compared.',
  views: 'Views at the newest snapshot up to the end of the period.',
  medianViews:
    'The median of the newest views of its videos, whatever their age. Interval: bootstrap, 95 %. n: videos of which views are known.',
  score:
    'Views over the median of what other videos of the channel had at the same age (channel-median-same-age-v1). Interval: bootstrap, 95 %, with rounding. n: videos compared.',
  medianScore:
    'The median of the outlier scores of its videos. Interval: bootstrap, 95 %. n: videos with a score.',
  adjustedP:
    'The chance of so large a difference where there is none (Mann-Whitney, two-sided), adjusted for all tests by Benjamini and Hochberg.',
  tests: 'Opening patterns with five videos or more on either side.',
  mentionShare:
    'Videos that name it over all videos of the period that name one of its kind. Interval: Wilson, 95 %. n: those videos.',
  viewShare:
    'Newest views of the videos that name it over those of all that name one of its kind. Interval: what the rounding of platforms leaves open.',
  burst:
    'Since when its share of what is published is in the upper state of a two-state automaton (Kleinberg, 2002).',
  likes: 'Likes of a comment as it was read.',
  mentions: 'Videos with it, of those that the table is about.',
  period: 'The days that the report looks at, up to its date.',
} as const satisfies Record<string, string>;

export type MeasureName = keyof typeof definitions;
