import { create } from 'zustand';
import type { ReviewDto, VideoId } from '../../../../contract/index.ts';
import { type ReviewRun, readRun } from './readRun.ts';

/** Most videos of a run: more are not gone through at a stretch. */
export const maxRunVideos = 1_000;

const storageKey = 'trendroom.review';

/** Undefined: none was begun, or it was closed. It outlives the page. */
export const useReviewRun = create<{ run: ReviewRun | undefined }>()(() => ({
  run: readRun(localStorage.getItem(storageKey)),
}));

useReviewRun.subscribe(({ run }) => {
  if (run === undefined) localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, JSON.stringify(run));
});

/** Begins to go through these videos; another run that was going on is over. */
export function beginRun(videoIds: readonly VideoId[], from: string): void {
  const [first] = videoIds;
  if (first === undefined) return;
  const startedAtMs = Date.now();
  useReviewRun.setState({
    run: { videoIds, from, startedAtMs, at: first, seen: [], decided: {} },
  });
}

/** Remembers that a video of the run is open. */
export function visit(videoId: VideoId): void {
  useReviewRun.setState(({ run }) => {
    if (run === undefined || !run.videoIds.includes(videoId)) return {};
    const seen = run.seen.includes(videoId) ? run.seen : [...run.seen, videoId];
    return { run: { ...run, at: videoId, seen } };
  });
}

/** Remembers what was decided about a video of the run. */
export function recordDecision(videoId: VideoId, review: ReviewDto): void {
  useReviewRun.setState(({ run }) => {
    if (run === undefined || !run.videoIds.includes(videoId)) return {};
    return { run: { ...run, decided: { ...run.decided, [videoId]: review } } };
  });
}

/** The address of a video within the run. */
export function reviewAddress(videoId: VideoId): string {
  return `/video/${videoId}?review`;
}
