import { Bookmark, CircleCheck, CircleX } from 'lucide-react';
import { type ReviewStatus, reviewStatusSchema } from '../../../contract/index.ts';
import { keyLabels } from '../../client/playerKeys/keyNames.ts';
import { usePlayerKeyMap } from '../../client/playerKeys/usePlayerKeyMap.ts';
import { reviewMessages } from '../../messages/video/review.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { statusActions } from './reviewKeys.ts';

/** A status as a picture; its name is beside it or read aloud. */
export const statusIcons: Record<ReviewStatus, typeof Bookmark> = {
  reviewed: CircleCheck,
  shortlisted: Bookmark,
  rejected: CircleX,
};

/** What is decided of the video; the status again takes it away. */
export function StatusButtons({
  status,
  onToggle,
}: {
  status: ReviewStatus | undefined;
  onToggle(status: ReviewStatus): void;
}): React.JSX.Element {
  const keys = usePlayerKeyMap();
  return (
    <fieldset className="flex shrink-0 items-center gap-0.5">
      <legend className="sr-only">{reviewMessages.statusLabel}</legend>
      {reviewStatusSchema.options.map((each) => {
        const Icon = statusIcons[each];
        const [key] = keys[statusActions[each]];
        return (
          <IconButton
            key={each}
            label={reviewMessages.status[each]}
            {...(key !== undefined && { shortcut: keyLabels(key).join(' ') })}
            pressed={status === each}
            icon={<Icon size={15} />}
            onClick={() => onToggle(each)}
          />
        );
      })}
      <span className="w-20 truncate text-small text-ink-2" aria-hidden="true">
        {reviewMessages.status[status ?? 'none']}
      </span>
    </fieldset>
  );
}
