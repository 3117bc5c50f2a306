import type { Absence, EngagementVariant, OutlierDefinition } from '../../contract/index.ts';
import { counted, whole } from './numbers.ts';

const absences: Record<Absence, string> = {
  'no-snapshots': 'no snapshots yet',
  'one-snapshot': 'one snapshot; observe again to measure it',
  'snapshots-too-close': 'the snapshots are less than an hour apart',
  'views-fell': 'views fell: the platform took some back',
  'no-views': 'the views are not known',
  'no-publication-date': 'not known when it was published, or seen before',
  'no-channel': 'its channel is not known',
  'too-few-videos': 'fewer than 5 other videos of the channel to compare with',
  'too-few-at-same-age': 'fewer than 5 other videos of the channel were seen at about the same age',
  'median-is-zero': 'the videos it is compared with have no views',
  'no-interactions': 'the platform told no such count',
  'no-followers': 'the channel’s followers are not known',
  'half-before-first-snapshot': 'more than half came before the first snapshot',
  'no-half-life': 'it has no half-life',
};

const definitions: Record<OutlierDefinition, string> = {
  'channel-median-same-age-v1': 'views over the channel’s median at the same age',
  'mean-of-ten-neighbours-v1': 'views over the mean of the ten videos published nearest',
  'channel-median-minus-one-v1': 'views over the channel’s median, minus 1',
  'median-of-30-days-x100-v1': 'views over the median of the 30 days before, times 100',
};

const variants: Record<EngagementVariant, string> = {
  'interactions-per-view': 'interactions per view',
  'likes-per-view': 'likes per view',
  'comments-per-view': 'comments per view',
  'shares-per-view': 'shares per view',
  'saves-per-view': 'saves per view',
  'interactions-per-follower': 'interactions per follower',
};

/** Measures: descriptions of commands and what they print. */
export const memoryMessages = {
  absences,
  definitions,
  variants,
  asOf: 'use only what had been observed by then (YYYY-MM-DD or an ISO time)',
  outliers: {
    outliers: 'list videos that stand out of their channel, most first',
    definition: 'what their views are compared with',
    channel: 'only this channel',
    none: 'No video has an outlier score.',
    scored: (scored: number, definition: OutlierDefinition) =>
      `${counted(scored, 'video')} with a score: ${definitions[definition]}.`,
    absent: (videos: number, reason: Absence) =>
      `${counted(videos, 'video')} without: ${absences[reason]}.`,
    useNeighbours:
      'Most videos were seen at other ages than the rest of their channel. Compare with neighbours, whatever their age: --definition mean-of-ten-neighbours-v1, or for lists, too: trendroom settings set outlierDefinition mean-of-ten-neighbours-v1',
    line: (score: string, interval: string, n: number) => `${score}  ${interval}  n ${whole(n)}`,
  },
  measures: {
    measures: 'show the measures of a video with their intervals',
    snapshots: (count: number, later: number) =>
      `${counted(count, 'snapshot')} with views${later === 0 ? '' : `, ${whole(later)} later ones left out`}`,
    velocity: 'velocity',
    perHour: (value: string, low: string, high: string) => `${value} views/h (${low} to ${high})`,
    between: (from: string, to: string) => `between ${from} and ${to}`,
    outlier: (value: string, low: string, high: string, n: number) =>
      `${value} (${low} to ${high}, n ${whole(n)})`,
    ratio: (value: string, low: string, high: string, counts: string) =>
      `${value} (${low} to ${high}; ${counts})`,
    halfLife: 'half-life',
    days: (value: string, low: string, high: string, basis: string) =>
      `${value} days (${low} to ${high}) of ${basis}`,
    freshness: 'freshness',
    opening: 'opening',
    noPattern: '– none of the known patterns',
    interval: (value: string, low: string, high: string) => `${value} (${low} to ${high})`,
    absent: (reason: Absence) => `– ${absences[reason]}`,
  },
  patterns: {
    patterns: 'show how videos that open in each way have done',
    all: 'all platforms',
    columns: ['pattern', 'platform', 'n', 'median', '95 %', 'others', 'adjusted p'],
    videos: (videos: number) =>
      `${counted(videos, 'video')} with an English opening and an outlier score.`,
    left: (noScore: number, notEnglish: number) =>
      `Left out: ${whole(noScore)} without a score, ${whole(notEnglish)} not in English.`,
  },
  compared: {
    differs: 'differs',
    fewer: '–',
    tests: (tests: number) =>
      `${counted(tests, 'test')} (Mann-Whitney); the p-values are adjusted for all of them (Benjamini-Hochberg). Of those marked “differs”, one in twenty may be chance.`,
  },
  shareOfVoice: {
    shareOfVoice: 'show the share of each channel, product, sound or tag',
    by: 'what is named',
    none: 'No video names any.',
    of: (videos: number, views: number) =>
      `Of ${counted(videos, 'video')} with ${counted(views, 'view')}:`,
    line: (mentions: string, views: string) => `${mentions} of mentions  ${views} of views`,
    unknown: '–',
  },
};
