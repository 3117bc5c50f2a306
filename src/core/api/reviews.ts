import type { Library } from '../db/index.ts';
import { resolveVideoId, setReview } from '../library/index.ts';
import { api } from './implementer.ts';

/** Status, rating and tags; a video is named by its id or the unique beginning of it. */
export function reviewHandlers(library: Library) {
  const { reviews } = api;
  return {
    set: reviews.set.handler(({ input: { videoId, ...change } }) =>
      setReview(library, resolveVideoId(library, videoId), change),
    ),
  };
}
