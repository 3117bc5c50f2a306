import type { RankedMetric, Unsupported } from '../../../contract/index.ts';

const observe =
  'Observe the counts of videos that came from links now and again later: trendroom observe. Or import counts with their dates: trendroom import FILE.';

const needs: Record<RankedMetric, { text: string; hint: string }> = {
  views: { text: 'has a snapshot with views', hint: observe },
  likes: { text: 'has a snapshot with likes', hint: observe },
  comments: { text: 'has a snapshot with a number of comments', hint: observe },
  shares: { text: 'has a snapshot with shares', hint: observe },
  saves: { text: 'has a snapshot with saves', hint: observe },
  velocity: {
    text: 'has two snapshots with views, an hour or more apart',
    hint: observe,
  },
  published: {
    text: 'has a date of publication',
    hint: 'Import the dates: trendroom import FILE.',
  },
  outlier: {
    text: 'has an outlier score, which takes views of it and of five others of its channel at the same age',
    hint: observe,
  },
};

/** Counts are missing: of which videos, and how to get them. */
export function noSnapshots(metric: RankedMetric, about: string): Unsupported {
  const { text, hint } = needs[metric];
  return { text: `No video${about} ${text}.`, reason: 'no-snapshots', hint };
}
