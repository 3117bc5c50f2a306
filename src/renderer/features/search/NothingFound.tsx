import { SearchX } from 'lucide-react';
import { useShellView } from '../../app/shellView.ts';
import { commonMessages } from '../../messages/common.ts';
import { searchMessages } from '../../messages/library/search.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/StateViews.tsx';
import { countFilters, type SearchQuery, withoutFilters } from './query/searchQuery.ts';

/** No moment fits: what is in the way, and what to try. */
export function NothingFound({
  query,
  onChange,
}: {
  query: SearchQuery;
  onChange(change: Partial<SearchQuery>): void;
}): React.JSX.Element {
  const isNarrowed = countFilters(query) > 0 || query.kinds.length > 0;
  return (
    <EmptyState
      icon={<SearchX size={24} />}
      title={searchMessages.nothingFound.title}
      actions={
        isNarrowed ? (
          <Button kind="primary" onClick={() => onChange(withoutFilters(query))}>
            {searchMessages.nothingFound.clearFilters}
          </Button>
        ) : query.text.includes('"') ? (
          <Button kind="primary" onClick={() => onChange({ text: query.text.replaceAll('"', '') })}>
            {searchMessages.nothingFound.clearQuotes}
          </Button>
        ) : (
          <Button onClick={() => useShellView.setState({ addDialog: true })}>
            {commonMessages.addVideos}
          </Button>
        )
      }
    >
      {adviceFor(query.text, isNarrowed)}
    </EmptyState>
  );
}

function adviceFor(text: string, isNarrowed: boolean): string {
  if (isNarrowed) return searchMessages.nothingFound.filters;
  if (!/(^|\s)[^-\s"]/.test(text) && !/(^|[^-])"[^"]/.test(text)) {
    return searchMessages.nothingFound.onlyExcluded;
  }
  if (text.includes('"')) {
    return searchMessages.nothingFound.phrase;
  }
  return searchMessages.nothingFound.other;
}
