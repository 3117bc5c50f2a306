import { SearchX } from 'lucide-react';
import { useShellView } from '../../app/shellView.ts';
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
      title="No moment found"
      actions={
        isNarrowed ? (
          <Button kind="primary" onClick={() => onChange(withoutFilters(query))}>
            Search without filters
          </Button>
        ) : query.text.includes('"') ? (
          <Button kind="primary" onClick={() => onChange({ text: query.text.replaceAll('"', '') })}>
            Search without quotation marks
          </Button>
        ) : (
          <Button onClick={() => useShellView.setState({ addDialog: true })}>Add videos</Button>
        )
      }
    >
      {adviceFor(query.text, isNarrowed)}
    </EmptyState>
  );
}

function adviceFor(text: string, isNarrowed: boolean): string {
  if (isNarrowed) return 'The filters leave out every moment that would fit.';
  if (!/(^|\s)[^-\s"]/.test(text) && !/(^|[^-])"[^"]/.test(text)) {
    return 'Say what to look for: a search of left-out words alone finds nothing.';
  }
  if (text.includes('"')) {
    return 'A phrase in quotation marks must be said or shown word for word.';
  }
  return 'Try fewer or other words. Or add videos that say or show it.';
}
