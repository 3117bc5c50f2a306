import { Bookmark, Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { SavedSearch } from '../../../../contract/index.ts';
import { commonMessages } from '../../../messages/common.ts';
import { searchMessages } from '../../../messages/library/search.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu } from '../../../ui/overlays/Menu.tsx';
import { SaveSearchDialog } from './SaveSearch.tsx';
import { savedSearchAddress } from './savedSearchAddress.ts';
import { useSavedSearchActions, useSavedSearches } from './useSavedSearches.ts';

const texts = searchMessages.savedSearches;

/** Saved searches with what is new to each; nothing while there are none. */
export function SavedSearchList(): React.JSX.Element | null {
  const searches = useSavedSearches();
  const { remove } = useSavedSearchActions();
  const [renamed, setRenamed] = useState<SavedSearch>();
  if (searches === undefined || searches.length === 0) return null;
  return (
    <section aria-label={texts.title}>
      <h2 className="text-small font-semibold text-ink-2">{texts.title}</h2>
      <ul className="mt-1.5 -ml-2 flex flex-col">
        {searches.map((search) => (
          <li key={search.id} className="group flex items-center gap-1">
            <Link
              href={savedSearchAddress(search)}
              className="flex h-8 min-w-0 flex-1 items-center gap-2.5 rounded-control px-2 text-ink hover:bg-hover"
            >
              <Bookmark size={14} aria-hidden="true" className="shrink-0 text-ink-3" />
              <bdi className="max-w-[60%] shrink-0 truncate">{search.name}</bdi>
              {search.query !== search.name && (
                <bdi className="min-w-0 truncate text-small text-ink-3">{search.query}</bdi>
              )}
              <span className="flex-1" />
              {search.newVideos > 0 && <Badge tone="accent">{texts.new(search.newVideos)}</Badge>}
            </Link>
            <Menu
              trigger={<IconButton label={texts.more(search.name)} icon={<Ellipsis size={15} />} />}
              items={[
                { label: texts.rename, onSelect: () => setRenamed(search) },
                {
                  label: commonMessages.remove,
                  tone: 'bad',
                  onSelect: () => void remove(search.id),
                },
              ]}
            />
          </li>
        ))}
      </ul>
      {renamed !== undefined && (
        <SaveSearchDialog renamed={renamed} onClose={() => setRenamed(undefined)} />
      )}
    </section>
  );
}
