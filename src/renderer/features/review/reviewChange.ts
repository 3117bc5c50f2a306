import type { ReviewDto, ReviewStatus } from '../../../contract/index.ts';

/** What is decided anew, as the host takes it; null takes it away. */
export interface ReviewChange {
  status?: ReviewStatus | null;
  /** 1 to 5. */
  rating?: number | null;
  addTags?: string[];
  removeTags?: string[];
}

const sameTag = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const without = (tags: readonly string[], gone: readonly string[]): string[] =>
  tags.filter((tag) => !gone.some((other) => sameTag(tag, other)));

/** What a review will be, shown before the host has answered. */
export function applied(review: ReviewDto | undefined, change: ReviewChange): ReviewDto {
  const { status: wasStatus, rating: wasRating, tags = [] } = review ?? {};
  const status = change.status === undefined ? wasStatus : (change.status ?? undefined);
  const rating = change.rating === undefined ? wasRating : (change.rating ?? undefined);
  const kept = without(tags, change.removeTags ?? []);
  const added = without(change.addTags ?? [], kept);
  return {
    ...(status !== undefined && { status }),
    ...(rating !== undefined && { rating }),
    tags: [...kept, ...added].sort((a, b) => a.toLowerCase().localeCompare(b.toLowerCase())),
  };
}

/** The change that leads back from one review to an earlier one. */
export function changeBack(before: ReviewDto, after: ReviewDto): ReviewChange {
  return {
    status: before.status ?? null,
    rating: before.rating ?? null,
    addTags: without(before.tags, after.tags),
    removeTags: without(after.tags, before.tags),
  };
}
