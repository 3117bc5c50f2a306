import { Star } from 'lucide-react';
import { reviewMessages } from '../../messages/video/review.ts';

const all = [1, 2, 3, 4, 5] as const;

/** One to five stars; a click on the one that is set takes the rating away. */
export function Stars({
  rating,
  onRate,
}: {
  rating: number | undefined;
  onRate(stars: number | undefined): void;
}): React.JSX.Element {
  return (
    <fieldset className="flex shrink-0 items-center">
      <legend className="sr-only">{reviewMessages.rating}</legend>
      {all.map((stars) => {
        const isSet = rating !== undefined && stars <= rating;
        return (
          <button
            key={stars}
            type="button"
            aria-label={reviewMessages.stars(stars)}
            aria-pressed={rating === stars}
            title={reviewMessages.stars(stars)}
            onClick={() => onRate(rating === stars ? undefined : stars)}
            className={`inline-flex h-7 w-6 items-center justify-center rounded-control hover:bg-hover ${isSet ? 'text-caution' : 'text-ink-3'}`}
          >
            <Star size={15} className={isSet ? 'fill-current' : ''} />
          </button>
        );
      })}
    </fieldset>
  );
}
