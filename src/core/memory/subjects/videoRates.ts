import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { periodOf } from '../trends/period.ts';
import { readRates, type VideoRate } from '../trends/readRates.ts';
import { readScope } from '../trends/readScope.ts';

/** How fast videos gain views in a period, with the snapshots that say so; those that have a rate. */
export function videoRates(
  library: Library,
  query: { videoIds: readonly VideoId[]; windowDays: number; asOfMs: number },
): Map<VideoId, VideoRate> {
  const scope = readScope(library);
  const { ofVideo } = readRates(library, scope, periodOf(query));
  const found = new Map<VideoId, VideoRate>();
  for (const id of query.videoIds) {
    const rate = ofVideo.get(scope.indexOf.get(id) ?? -1);
    if (rate !== undefined) found.set(id, rate);
  }
  return found;
}
