import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useLocation, useSearch } from 'wouter';
import type { SavedSearch, SearchHit } from '../../../contract/index.ts';
import { searchMessages } from '../../messages/library/search.ts';
import { toast } from '../../ui/overlays/Toasts.tsx';
import { ErrorState } from '../../ui/StateViews.tsx';
import type { MomentPlayerHandle } from '../player/MomentPlayer.tsx';
import { likeAddress, momentAddress } from '../player/moment.ts';
import { NothingFound } from './NothingFound.tsx';
import { useMoments } from './query/useMoments.ts';
import { useSearchQuery } from './query/useSearchQuery.ts';
import { rememberSearch } from './recentSearches.ts';
import { hitKey } from './results/hitLabels.ts';
import { MomentList } from './results/MomentList.tsx';
import { MomentPane } from './results/MomentPane.tsx';
import { ResultsSkeleton } from './results/ResultsSkeleton.tsx';
import { TeamMoments } from './results/TeamMoments.tsx';
import { useResultKeys } from './results/useResultKeys.ts';
import { SearchBar } from './SearchBar.tsx';
import { SearchStart } from './SearchStart.tsx';
import { SaveSearchDialog } from './saved/SaveSearch.tsx';
import { savedSearchAddress } from './saved/savedSearchAddress.ts';
import { useShownSearch } from './saved/useShownSearch.ts';
import { maxMoments, pageSize, selectMoment, showMore, useSearchView } from './searchView.ts';

/** A search that was looked at for so long was meant. */
const meantAfterMs = 2_000;

/** Moments by words and meaning: a list that follows typing, and the selected one played. */
export default function SearchScreen(): React.JSX.Element {
  const search = useSearch();
  const [, navigate] = useLocation();
  const [query, change] = useSearchQuery();
  const { limit, selected } = useSearchView(search);
  const { result, stale } = useMoments(query, limit);
  const { data, error } = result;
  const { saved, newVideoIds } = useShownSearch(query);
  const [saving, setSaving] = useState(false);
  const screen = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const player = useRef<MomentPlayerHandle>(null);

  const text = query.text.trim();
  const isAsked = text !== '' || query.like !== undefined;
  const hits = data?.hits ?? [];
  const current = hits.find((hit) => hitKey(hit) === selected) ?? hits[0];

  // Always the same functions, so that typing does not draw every row anew.
  const latest = useRef({ search, text });
  latest.current = { search, text };
  const onSelect = useCallback(
    (hit: SearchHit) => selectMoment(latest.current.search, hitKey(hit)),
    [],
  );
  const onPlay = useCallback((hit: SearchHit) => {
    // The player of the moment must be there before it can be told to play.
    flushSync(() => selectMoment(latest.current.search, hitKey(hit)));
    player.current?.play();
    rememberSearch(latest.current.text);
  }, []);
  const onOpen = (): void => {
    if (current === undefined) return;
    rememberSearch(text);
    navigate(momentAddress(current));
  };
  const onLike = (): void => {
    if (current !== undefined) navigate(likeAddress(current));
  };
  const onSaved = (search: SavedSearch): void => {
    toast(searchMessages.savedSearches.saved(search.name), { good: true });
    navigate(savedSearchAddress(search), { replace: true });
  };
  const canSave = text !== '' && saved === undefined;
  useResultKeys({ screen, list, onOpen, onLike, onSave: () => canSave && setSaving(true) });

  const hasHits = hits.length > 0 && !stale;
  useEffect(() => {
    if (!hasHits) return;
    const timer = setTimeout(() => rememberSearch(text), meantAfterMs);
    return () => clearTimeout(timer);
  }, [text, hasHits]);
  useEffect(() => {
    const nothingFocused = document.activeElement === document.body;
    if (nothingFocused) document.getElementById('global-search')?.focus();
  }, []);

  return (
    <div ref={screen} className="flex h-full flex-col">
      <h1 className="sr-only">{searchMessages.searchScreen.title}</h1>
      <SearchBar
        query={query}
        onChange={change}
        found={isAsked ? result : undefined}
        saved={saved}
        onSave={() => setSaving(true)}
      />
      {saving && (
        <SaveSearchDialog query={query} onClose={() => setSaving(false)} onSaved={onSaved} />
      )}
      {!isAsked ? (
        <SearchStart onSearch={(next) => change({ text: next })} />
      ) : error !== null ? (
        <ErrorState error={error} onRetry={() => void result.refetch()} />
      ) : data === undefined ? (
        <ResultsSkeleton />
      ) : current === undefined ? (
        <div className="min-h-0 flex-1 overflow-y-auto">
          <NothingFound query={query} onChange={change} />
          <TeamMoments text={text} />
        </div>
      ) : (
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_clamp(300px,32vw,520px)]">
          <MomentList
            ref={list}
            hits={hits}
            currentKey={hitKey(current)}
            stale={stale}
            newVideoIds={newVideoIds}
            onSelect={onSelect}
            onPlay={onPlay}
            onMore={
              data.count >= (stale ? pageSize : limit) && limit < maxMoments
                ? () => showMore(search, limit)
                : undefined
            }
          >
            <TeamMoments text={text} />
          </MomentList>
          <MomentPane hit={current} player={player} />
        </div>
      )}
    </div>
  );
}
