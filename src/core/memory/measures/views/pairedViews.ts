import type { Estimate, VideoId } from '../../../../contract/index.ts';
import type { Library } from '../../../db/index.ts';
import type { MeasuredVideo } from '../measuredGroup.ts';
import { readGroups } from '../readGroups.ts';
import { viewsAtAge } from './viewCurve.ts';

export interface VideoPair {
  control: VideoId;
  variant: VideoId;
}

/** Views of both at the same age, or why that is not known. */
export type PairedViews =
  | { ageMs: number; control: Estimate; variant: Estimate }
  | { absent: 'no-video' | 'no-publication-date' | 'no-common-age' };

/**
 * The views of two videos at the same age: the one given, or the greatest at which both were seen, which
 * is the age of the younger one at its newest snapshot. See {@link viewsAtAge}.
 */
export function pairedViews(
  library: Library,
  pairs: readonly VideoPair[],
  { asOfMs, ageMs }: { asOfMs: number; ageMs?: number | undefined },
): PairedViews[] {
  const wanted = new Set(pairs.flatMap(({ control, variant }) => [control, variant]));
  const groupIds = library.db.$client
    .prepare<[string], string>(
      `SELECT DISTINCT coalesce(channel_id, id) FROM videos
       WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
    .all(JSON.stringify([...wanted]));
  const videos = readGroups(library, { asOfMs, groupIds }).flatMap((group) => group.videos);
  const byId = new Map(videos.map((video) => [video.id, video]));
  return pairs.map(({ control, variant }) =>
    viewsOfPair(byId.get(control), byId.get(variant), ageMs),
  );
}

function viewsOfPair(
  control: MeasuredVideo | undefined,
  variant: MeasuredVideo | undefined,
  given: number | undefined,
): PairedViews {
  if (control === undefined || variant === undefined) return { absent: 'no-video' };
  const [from, to] = [control.publishedAtMs, variant.publishedAtMs];
  if (from === undefined || to === undefined) return { absent: 'no-publication-date' };
  const newestAge = ({ curve }: MeasuredVideo, publishedAtMs: number): number =>
    (curve.observedAtMs.at(-1) ?? 0) - publishedAtMs;
  const ageMs = given ?? Math.min(newestAge(control, from), newestAge(variant, to));
  if (ageMs <= 0) return { absent: 'no-common-age' };
  const views = [viewsAtAge(control.curve, from, ageMs), viewsAtAge(variant.curve, to, ageMs)];
  const [before, after] = views;
  if (before === undefined || after === undefined) return { absent: 'no-common-age' };
  return { ageMs, control: before, variant: after };
}
