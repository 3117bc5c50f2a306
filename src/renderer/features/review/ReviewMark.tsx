import { Star } from 'lucide-react';
import type { ReviewDto } from '../../../contract/index.ts';
import { reviewMessages } from '../../messages/video/review.ts';
import { statusIcons } from './StatusButtons.tsx';

/** What was decided of a video, small: its status, its stars, and its tags where they have room. */
export function ReviewMark({
  review: { status, rating, tags },
  withTags = false,
}: {
  review: ReviewDto;
  withTags?: boolean;
}): React.JSX.Element | null {
  const Icon = status === undefined ? undefined : statusIcons[status];
  const told = [
    ...(status === undefined ? [] : [reviewMessages.status[status]]),
    ...(rating === undefined ? [] : [reviewMessages.stars(rating)]),
    ...tags,
  ].join(', ');
  if (told === '') return null;
  return (
    <span title={told} className="inline-flex min-w-0 items-center gap-1">
      <span className="sr-only">{told}</span>
      {Icon !== undefined && <Icon size={12} aria-hidden="true" className="shrink-0" />}
      {rating !== undefined && (
        <span aria-hidden="true" className="inline-flex shrink-0 items-center gap-0.5">
          {rating}
          <Star size={10} className="fill-current" />
        </span>
      )}
      {withTags &&
        tags.slice(0, 3).map((tag) => (
          <span
            key={tag}
            aria-hidden="true"
            dir="auto"
            className="max-w-24 truncate rounded-round bg-accent-soft px-1.5 text-caption text-accent-ink"
          >
            {tag}
          </span>
        ))}
    </span>
  );
}
