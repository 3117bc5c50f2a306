import type { Velocity, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { readGroups } from './readGroups.ts';
import { velocityOf } from './views/velocity.ts';

export interface VelocityQuery {
  asOfMs: number;
  limit: number;
  order: 'most' | 'least';
  /** Left out: all videos. */
  videoIds?: readonly VideoId[];
}

export interface VelocityList {
  videos: {
    videoId: VideoId;
    title: string;
    velocity: Velocity;
    /** At the two snapshots. */
    views: { from: number; to: number };
  }[];
  /** How many videos have two snapshots to compare. */
  measured: number;
}

/** Videos by their views an hour up to a moment (`velocityOf`). On a reader thread. */
export function listVelocities(library: Library, query: VelocityQuery): VelocityList {
  const wanted = query.videoIds === undefined ? undefined : new Set(query.videoIds);
  const found: Omit<VelocityList['videos'][number], 'title'>[] = [];
  for (const { videos } of readGroups(library, { asOfMs: query.asOfMs })) {
    for (const { id: videoId, curve } of videos) {
      if (wanted !== undefined && !wanted.has(videoId)) continue;
      const velocity = velocityOf(curve);
      if (typeof velocity === 'string') continue;
      const at = (ms: number): number => curve.views[curve.observedAtMs.indexOf(ms)] ?? 0;
      found.push({
        videoId,
        velocity,
        views: { from: at(velocity.fromMs), to: at(velocity.toMs) },
      });
    }
  }
  const sign = query.order === 'most' ? -1 : 1;
  found.sort(
    (a, b) => sign * (a.velocity.value - b.velocity.value) || a.videoId.localeCompare(b.videoId),
  );
  const titleOf = library.db.$client
    .prepare<[VideoId], string>('SELECT title FROM videos WHERE id = ?')
    .pluck();
  return {
    videos: found
      .slice(0, query.limit)
      .map((video) => ({ ...video, title: titleOf.get(video.videoId) ?? '' })),
    measured: found.length,
  };
}
