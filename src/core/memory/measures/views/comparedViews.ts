import type { Absence, Estimate, OutlierDefinition } from '../../../../contract/index.ts';
import type { MeasuredVideo } from '../measuredGroup.ts';
import { viewsAtAge, viewsOf } from './viewCurve.ts';

/** Of a channel with more, those published nearest: what a channel was years ago is not its usual. */
const maxCompared = 400;
const neighbours = 10;
const monthMs = 30 * 86_400_000;

/**
 * The views that a video's are compared with, of other videos of its channel, by a definition:
 *
 * - `channel-median-same-age-v1`: what up to 400 others, those published nearest, had at the age that
 *   the video has at its newest snapshot; those of which that is not known are left out.
 * - `mean-of-ten-neighbours-v1`: the newest views of the ten published nearest.
 * - `channel-median-minus-one-v1`: the newest views of all others.
 * - `median-of-30-days-x100-v1`: the newest views of those published in the 30 days before it.
 */
export function comparedViews(
  channel: readonly MeasuredVideo[],
  at: number,
  definition: OutlierDefinition,
): Estimate[] | Absence {
  const video = channel[at];
  if (video === undefined || channel.length === 0) return 'no-channel';
  if (definition === 'channel-median-minus-one-v1') {
    return knownOf(channel.filter((_, other) => other !== at).map(newest));
  }
  const { publishedAtMs, curve } = video;
  if (publishedAtMs === undefined) return 'no-publication-date';
  switch (definition) {
    case 'channel-median-same-age-v1': {
      const ageMs = (curve.observedAtMs.at(-1) ?? 0) - publishedAtMs;
      if (ageMs <= 0) return 'no-publication-date';
      const others = nearest(channel, at, maxCompared);
      return knownOf(
        others.map((other) =>
          other.publishedAtMs === undefined
            ? undefined
            : viewsAtAge(other.curve, other.publishedAtMs, ageMs),
        ),
      );
    }
    case 'mean-of-ten-neighbours-v1':
      return knownOf(nearest(channel, at, neighbours, isSeen).map(newest));
    case 'median-of-30-days-x100-v1': {
      const recent: MeasuredVideo[] = [];
      for (let before = at - 1; before >= 0; before--) {
        const other = channel[before];
        if ((other?.publishedAtMs ?? 0) <= publishedAtMs - monthMs) break;
        if (other !== undefined) recent.push(other);
      }
      return knownOf(recent.map(newest));
    }
    default:
      return definition satisfies never;
  }
}

const isSeen = ({ curve }: MeasuredVideo): boolean => curve.views.length > 0;

function newest({ curve }: MeasuredVideo): Estimate | undefined {
  return viewsOf(curve, curve.views.length - 1);
}

function knownOf(values: readonly (Estimate | undefined)[]): Estimate[] {
  return values.filter((value) => value !== undefined);
}

/** The others published nearest to a video, at most `count`: walks out from its place both ways. */
function nearest(
  channel: readonly MeasuredVideo[],
  at: number,
  count: number,
  isWanted: (video: MeasuredVideo) => boolean = () => true,
): MeasuredVideo[] {
  const publishedAtMs = channel[at]?.publishedAtMs ?? 0;
  const distance = (video: MeasuredVideo | undefined): number =>
    video?.publishedAtMs === undefined
      ? Number.POSITIVE_INFINITY
      : Math.abs(video.publishedAtMs - publishedAtMs);
  const found: MeasuredVideo[] = [];
  let before = at - 1;
  let after = at + 1;
  while (found.length < count) {
    const takesBefore = distance(channel[before]) <= distance(channel[after]);
    const next = takesBefore ? channel[before--] : channel[after++];
    if (next?.publishedAtMs === undefined) break;
    if (isWanted(next)) found.push(next);
  }
  return found;
}
