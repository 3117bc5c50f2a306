import { isNotNull } from 'drizzle-orm';
import type { Library } from '../../db/index.ts';
import { videos } from '../../db/index.ts';

export type SoundOfVideo = ReturnType<typeof listSounds>[number];

/** Every video with sound, and how its transcript was made. */
export function listSounds({ db }: Library) {
  return db
    .select({
      videoId: videos.id,
      durationMs: videos.durationMs,
      language: videos.language,
      transcriptSource: videos.transcriptSource,
      transcriptModel: videos.transcriptModel,
    })
    .from(videos)
    .where(isNotNull(videos.audioCodec))
    .orderBy(videos.createdAtMs)
    .all();
}
