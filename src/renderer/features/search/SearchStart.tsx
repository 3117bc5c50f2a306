import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useShellView } from '../../app/shellView.ts';
import { useApi } from '../../client/api.ts';
import { commonMessages } from '../../messages/common.ts';
import { searchMessages } from '../../messages/library/search.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/StateViews.tsx';
import { forgetSearches, useRecentSearches } from './recentSearches.ts';
import { SavedSearchList } from './saved/SavedSearchList.tsx';

const ways: readonly [typed: string, what: string][] = [
  ['save money on lunch', searchMessages.searchStart.anyOrder],
  ['"one big pot"', searchMessages.searchStart.phrase],
  ['coffee -sugar', searchMessages.searchStart.exclude],
];

/** Nothing is typed yet: what can be, what was, and what the library has. */
export function SearchStart({ onSearch }: { onSearch(text: string): void }): React.JSX.Element {
  const { procedures } = useApi();
  const recent = useRecentSearches(({ texts }) => texts);
  const { data } = useQuery(procedures.videos.list.queryOptions({ input: { limit: 4 } }));
  if (data?.total === 0) return <EmptyLibrary />;
  const titles = data?.videos.map(({ id, title }) => ({ key: id, text: title })) ?? [];
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-[640px] flex-col gap-8 px-6 py-10">
        <SavedSearchList />
        <section>
          <h2 className="text-lead font-semibold text-ink">{searchMessages.searchStart.title}</h2>
          <p className="mt-1 text-ink-2">{searchMessages.searchStart.explanation}</p>
          <dl className="mt-4 grid grid-cols-[max-content_1fr] items-baseline gap-x-6 gap-y-2">
            {ways.map(([typed, what]) => (
              <div key={typed} className="contents">
                <dt>
                  <code className="rounded-control bg-sunken px-2 py-1 font-mono text-small text-ink">
                    {typed}
                  </code>
                </dt>
                <dd className="text-ink-2">{what}</dd>
              </div>
            ))}
          </dl>
        </section>
        {recent.length > 0 && (
          <Searches
            name={searchMessages.searchStart.recent}
            searches={recent.map((text) => ({ key: text, text }))}
            onSearch={onSearch}
            onClear={forgetSearches}
          />
        )}
        {titles.length > 0 && (
          <Searches
            name={searchMessages.searchStart.suggestions}
            searches={titles}
            onSearch={onSearch}
          />
        )}
      </div>
    </div>
  );
}

function EmptyLibrary(): React.JSX.Element {
  return (
    <EmptyState
      icon={<Search size={24} />}
      title={searchMessages.searchStart.empty}
      actions={
        <Button kind="primary" onClick={() => useShellView.setState({ addDialog: true })}>
          {commonMessages.addVideos}
        </Button>
      }
    >
      {searchMessages.searchStart.emptyExplanation}
    </EmptyState>
  );
}

function Searches({
  name,
  searches,
  onSearch,
  onClear,
}: {
  name: string;
  searches: readonly { key: string; text: string }[];
  onSearch(text: string): void;
  onClear?: () => void;
}): React.JSX.Element {
  return (
    <section aria-label={name}>
      <div className="flex items-center justify-between">
        <h2 className="text-small font-semibold text-ink-2">{name}</h2>
        {onClear !== undefined && (
          <Button kind="quiet" size="small" onClick={onClear}>
            {searchMessages.searchStart.clear}
          </Button>
        )}
      </div>
      <ul className="mt-1.5 -ml-2 flex flex-col">
        {searches.map(({ key, text }) => (
          <li key={key}>
            <button
              type="button"
              onClick={() => onSearch(text)}
              className="flex h-8 w-full items-center gap-2.5 rounded-control px-2 text-left text-ink hover:bg-hover"
            >
              <Search size={14} aria-hidden="true" className="shrink-0 text-ink-3" />
              <bdi className="truncate">{text}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
