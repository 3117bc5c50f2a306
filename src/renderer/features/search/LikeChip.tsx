import { X } from 'lucide-react';
import { searchMessages } from '../../messages/library/search.ts';

/** The moment that those found are like; removable. */
export function LikeChip({
  quote,
  onRemove,
}: {
  /** What is said or shown in it; undefined until it is known, or when there is nothing. */
  quote: string | undefined;
  onRemove(): void;
}): React.JSX.Element {
  const label = searchMessages.like.chip(quote);
  return (
    <button
      type="button"
      aria-label={searchMessages.like.remove(label)}
      title={quote}
      onClick={onRemove}
      className="flex h-6 min-w-0 max-w-md items-center gap-1.5 rounded-round bg-accent-soft pr-2 pl-2.5 text-small font-medium text-accent-ink hover:brightness-110"
    >
      <bdi className="truncate">{label}</bdi>
      <X size={12} aria-hidden="true" className="shrink-0" />
    </button>
  );
}
