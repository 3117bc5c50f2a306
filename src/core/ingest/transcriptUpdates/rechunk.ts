import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import {
  getOnScreenTexts,
  getPictureDescriptions,
  getSeen,
  getTranscript,
  getVideo,
  replaceChunks,
  setHook,
  topComments,
} from '../../library/index.ts';
import { chunkVideo } from '../chunking/chunkVideo.ts';
import { openingHook } from '../chunking/openingHook.ts';

/** More than fit into their chunk. */
const maxSearchedComments = 200;

/** Texts of comments that may be searched, the best first. */
export function searchedComments(library: Library, videoId: VideoId): string[] {
  return topComments(library, videoId, maxSearchedComments).map(({ text }) => text);
}

/** Makes the units of search fit what is known of a video; those that stay keep their vectors. */
export function rechunk(library: Library, videoId: VideoId): void {
  const { title, description, tags, soundName, durationMs } = getVideo(library, videoId);
  const chunks = chunkVideo({
    title,
    description: description ?? undefined,
    tags,
    soundName,
    durationMs,
    segments: getTranscript(library, videoId),
    spans: getOnScreenTexts(library, videoId),
    pictures: getPictureDescriptions(library, videoId),
    seen: getSeen(library, videoId),
    comments: searchedComments(library, videoId),
  });
  replaceChunks(library, videoId, chunks);
}

/** Makes the opening hook fit what is said and shown in a video. */
export function rehook(library: Library, videoId: VideoId): void {
  const segments = getTranscript(library, videoId);
  setHook(library, videoId, openingHook(segments, getOnScreenTexts(library, videoId)));
}
