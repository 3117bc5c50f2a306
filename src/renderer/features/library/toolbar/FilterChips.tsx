import { X } from 'lucide-react';
import { commonMessages } from '../../../messages/common.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { Button } from '../../../ui/Button.tsx';
import { filterChips, noFilters } from '../query/filterChips.ts';
import { type LibraryQuery, ofCollection } from '../query/libraryQuery.ts';

/** The filters that hold, each removable; nothing when none does. */
export function FilterChips({
  query,
  onChange,
  collection,
}: {
  query: LibraryQuery;
  onChange(change: Partial<LibraryQuery>): void;
  /** Name of the collection, where nothing else shows that it narrows. */
  collection?: string | undefined;
}): React.JSX.Element | null {
  const others = filterChips(query);
  const chips =
    collection === undefined
      ? others
      : [{ label: collection, without: ofCollection(undefined) }, ...others];
  if (chips.length === 0) return null;
  return (
    <ul aria-label={commonMessages.filters} className="flex min-w-0 flex-wrap items-center gap-1.5">
      {chips.map(({ label, without }) => (
        <li key={Object.keys(without).join()} className="min-w-0">
          <button
            type="button"
            aria-label={libraryMessages.filterChips.remove(label)}
            onClick={() => onChange(without)}
            className="flex h-6 max-w-64 items-center gap-1.5 rounded-round bg-accent-soft pr-2 pl-2.5 text-small font-medium text-accent-ink hover:brightness-110"
          >
            <span dir="auto" className="truncate">
              {label}
            </span>
            <X size={12} aria-hidden="true" className="shrink-0" />
          </button>
        </li>
      ))}
      <li>
        <Button
          kind="quiet"
          size="small"
          onClick={() =>
            onChange({ ...noFilters, ...(collection !== undefined && ofCollection(undefined)) })
          }
        >
          {libraryMessages.filterChips.clear}
        </Button>
      </li>
    </ul>
  );
}
