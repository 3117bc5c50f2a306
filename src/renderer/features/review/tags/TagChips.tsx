import { Tag, X } from 'lucide-react';
import { reviewMessages } from '../../../messages/video/review.ts';
import { Button } from '../../../ui/Button.tsx';

/** The tags of a video, each removable, and the way to another one. */
export function TagChips({
  tags,
  onRemove,
  onAdd,
}: {
  tags: readonly string[];
  onRemove(tag: string): void;
  onAdd(): void;
}): React.JSX.Element {
  return (
    <div className="flex min-w-0 flex-1 items-center gap-1.5">
      <Button kind="quiet" size="small" icon={<Tag size={13} />} onClick={onAdd}>
        {reviewMessages.addTag}
      </Button>
      <ul
        aria-label={reviewMessages.tags}
        className="flex min-w-0 items-center gap-1.5 overflow-x-auto py-1"
      >
        {tags.map((tag) => (
          <li key={tag} className="shrink-0">
            <button
              type="button"
              aria-label={reviewMessages.removeTag(tag)}
              onClick={() => onRemove(tag)}
              className="flex h-6 max-w-48 items-center gap-1 rounded-round bg-accent-soft pr-1.5 pl-2.5 text-small font-medium text-accent-ink hover:brightness-110"
            >
              <span dir="auto" className="truncate">
                {tag}
              </span>
              <X size={12} aria-hidden="true" className="shrink-0" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
