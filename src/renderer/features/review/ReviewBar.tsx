import { useMemo, useState } from 'react';
import type { VideoDetail } from '../../../contract/index.ts';
import { reviewMessages } from '../../messages/video/review.ts';
import { Stars } from './Stars.tsx';
import { StatusButtons } from './StatusButtons.tsx';
import { TagChips } from './tags/TagChips.tsx';
import { TagDialog } from './tags/TagDialog.tsx';
import { useActionKeys } from './useActionKeys.ts';
import { useReviewActions } from './useReviewActions.ts';

/** What a person decides of the open video: status, stars, tags. By keys too. */
export function ReviewBar({ video }: { video: VideoDetail }): React.JSX.Element {
  const { id, review } = video;
  const tags = review?.tags ?? [];
  const actions = useReviewActions();
  const [tagging, setTagging] = useState(false);
  useActionKeys(
    useMemo(() => {
      const rate = (stars: number | undefined) => () => actions.rate(id, stars);
      return {
        ...{ rate1: rate(1), rate2: rate(2), rate3: rate(3), rate4: rate(4), rate5: rate(5) },
        noRating: rate(undefined),
        markReviewed: () => actions.toggleStatus(id, 'reviewed'),
        shortlist: () => actions.toggleStatus(id, 'shortlisted'),
        reject: () => actions.toggleStatus(id, 'rejected'),
        tag: () => setTagging(true),
        undoReview: () => actions.undo(id),
      };
    }, [actions, id]),
  );
  return (
    <section
      aria-label={reviewMessages.label}
      className="flex h-9 min-w-0 flex-1 items-center gap-4 px-3"
    >
      <StatusButtons
        status={review?.status}
        onToggle={(status) => actions.toggleStatus(id, status)}
      />
      <Stars rating={review?.rating} onRate={(stars) => actions.rate(id, stars)} />
      <TagChips
        tags={tags}
        onRemove={(tag) => actions.toggleTag(id, tag)}
        onAdd={() => setTagging(true)}
      />
      {tagging && (
        <TagDialog
          tags={tags}
          onToggle={(tag) => actions.toggleTag(id, tag)}
          onClose={() => setTagging(false)}
        />
      )}
    </section>
  );
}
