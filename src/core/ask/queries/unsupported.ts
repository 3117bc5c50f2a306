import type { RankedMetric, Unsupported } from '../../../contract/index.ts';

const observe =
  'Observe the counts of videos that came from links now and again later: trendroom observe. Or import counts with their dates: trendroom import FILE.';

const needs: Record<RankedMetric, { text: string; hint: string }> = {
  views: { text: 'no snapshot has views', hint: observe },
  likes: { text: 'no snapshot has likes', hint: observe },
  comments: { text: 'no snapshot has a number of comments', hint: observe },
  shares: { text: 'no snapshot has shares', hint: observe },
  saves: { text: 'no snapshot has saves', hint: observe },
  velocity: {
    text: 'no video has two snapshots with views, an hour or more apart',
    hint: observe,
  },
  outlier: {
    text: 'no video has an outlier score, which takes views of it and of others of its channel at the same age',
    hint: observe,
  },
};

/** Counts are missing: of which videos, and how to get them. */
export function noSnapshots(metric: RankedMetric, about: string): Unsupported {
  const { text, hint } = needs[metric];
  return { text: `Of videos${about}, ${text}.`, reason: 'no-snapshots', hint };
}
