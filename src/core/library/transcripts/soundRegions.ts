import { asc, eq } from 'drizzle-orm';
import type { SoundRegionDto, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { soundRegions } from '../../db/index.ts';

/** Puts what is heard where in the place of what was known of a video. */
export function replaceSoundRegions(
  library: Library,
  videoId: VideoId,
  regions: readonly SoundRegionDto[],
): void {
  library.db.transaction((tx) => {
    tx.delete(soundRegions).where(eq(soundRegions.videoId, videoId)).run();
    for (const [position, region] of regions.entries()) {
      tx.insert(soundRegions)
        .values({ ...region, videoId, position })
        .run();
    }
  });
}

/** What is heard where, in order; none where nobody listened. */
export function getSoundRegions(library: Library, videoId: VideoId): SoundRegionDto[] {
  return library.db
    .select()
    .from(soundRegions)
    .where(eq(soundRegions.videoId, videoId))
    .orderBy(asc(soundRegions.position))
    .all()
    .map(({ kind, startMs, endMs, language, label }) => ({
      kind,
      startMs,
      endMs,
      ...(language !== null && { language }),
      ...(label !== null && { label }),
    }));
}
