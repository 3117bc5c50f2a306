import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import {
  getOnScreenTexts,
  getPictureDescriptions,
  getTranscript,
  getVideo,
  replaceChunks,
  setHook,
} from '../../library/index.ts';
import { chunkVideo } from '../chunking/chunkVideo.ts';
import { openingHook } from '../chunking/openingHook.ts';

/** Makes the units of search fit what is known of a video; those that stay keep their vectors. */
export function rechunk(library: Library, videoId: VideoId): void {
  const { title, description, durationMs } = getVideo(library, videoId);
  const chunks = chunkVideo({
    title,
    description: description ?? undefined,
    durationMs,
    segments: getTranscript(library, videoId),
    spans: getOnScreenTexts(library, videoId),
    pictures: getPictureDescriptions(library, videoId),
  });
  replaceChunks(library, videoId, chunks);
}

/** Makes the opening hook fit what is said and shown in a video. */
export function rehook(library: Library, videoId: VideoId): void {
  const segments = getTranscript(library, videoId);
  setHook(library, videoId, openingHook(segments, getOnScreenTexts(library, videoId)));
}
