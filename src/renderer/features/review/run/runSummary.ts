import { type ReviewStatus, reviewStatusSchema, type VideoId } from '../../../../contract/index.ts';
import type { ReviewRun } from './readRun.ts';

interface RunSummary {
  videos: number;
  seen: number;
  /** Videos about which anything was decided in the run. */
  decided: number;
  statuses: { status: ReviewStatus; videos: number }[];
  /** From five stars to one. */
  ratings: { stars: number; videos: number }[];
  /** Of the videos rated in the run, the lower of two in the middle; undefined without any. */
  medianStars: number | undefined;
  /** Most first. */
  tags: { tag: string; videos: number }[];
}

/** What came of a run. */
export function summaryOf(run: ReviewRun): RunSummary {
  const reviews = Object.values(run.decided);
  const rated = reviews.flatMap(({ rating }) => rating ?? []).toSorted((a, b) => a - b);
  const tags = new Map<string, number>();
  for (const tag of reviews.flatMap((review) => review.tags)) {
    tags.set(tag, (tags.get(tag) ?? 0) + 1);
  }
  return {
    videos: run.videoIds.length,
    seen: run.seen.length,
    decided: reviews.length,
    statuses: reviewStatusSchema.options.map((status) => ({
      status,
      videos: reviews.filter((review) => review.status === status).length,
    })),
    ratings: [5, 4, 3, 2, 1].map((stars) => ({
      stars,
      videos: rated.filter((rating) => rating === stars).length,
    })),
    medianStars: rated[Math.floor((rated.length - 1) / 2)],
    tags: [...tags]
      .map(([tag, videos]) => ({ tag, videos }))
      .toSorted((a, b) => b.videos - a.videos || a.tag.localeCompare(b.tag)),
  };
}

/** How many notes were written at videos of the run since it began. */
export function notesOfRun(
  run: ReviewRun,
  notes: readonly { videoId: VideoId; createdAtMs: number }[],
): number {
  const videoIds = new Set(run.videoIds);
  return notes.filter(
    ({ videoId, createdAtMs }) => videoIds.has(videoId) && createdAtMs >= run.startedAtMs,
  ).length;
}
