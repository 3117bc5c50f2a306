import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { useApi } from '../../client/api.ts';
import { searchMessages } from '../../messages/library/search.ts';
import { Button } from '../../ui/Button.tsx';

/** Why meaning was not searched, and what to do about it. */
export function WordsOnly({ onRetry }: { onRetry(): void }): React.JSX.Element | null {
  const { procedures } = useApi();
  const { data } = useQuery(procedures.models.list.queryOptions());
  if (data === undefined) return null;
  const isInstalled = data.models.some(
    ({ task, state }) => task === 'embed' && state === 'installed',
  );
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-small text-ink-2">
      {isInstalled ? (
        <>
          {searchMessages.wordsOnly.notLoaded}
          <Button size="small" onClick={onRetry}>
            {searchMessages.wordsOnly.searchAgain}
          </Button>
        </>
      ) : (
        <span>
          {searchMessages.wordsOnly.notInstalled}{' '}
          <Link href="/models" className="font-medium text-accent-ink underline">
            {searchMessages.wordsOnly.models}
          </Link>
          .
        </span>
      )}
    </p>
  );
}
