import { Plus, Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { useUploads } from '../client/files/uploadFiles.ts';
import { appMessages } from '../messages/app.ts';
import { commonMessages } from '../messages/common.ts';
import { Button } from '../ui/Button.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { HostBadges } from './HostBadges.tsx';
import { QueueIndicator } from './QueueIndicator.tsx';
import { useShellView } from './shellView.ts';

/** Global search, what the host is doing, and the way to add videos. */
export function TopBar(): React.JSX.Element {
  return (
    <header className="flex min-w-0 items-center gap-3 border-b border-line bg-panel px-3">
      <GlobalSearch />
      <div className="flex-1" />
      <Sending />
      <QueueIndicator />
      <HostBadges />
      <Button
        kind="primary"
        icon={<Plus size={14} />}
        onClick={() => useShellView.setState({ addDialog: true })}
      >
        {commonMessages.add}
      </Button>
    </header>
  );
}

/**
 * The one field for search. On the search screen the results follow what is typed; elsewhere
 * Enter goes there.
 */
function GlobalSearch(): React.JSX.Element {
  const [location, navigate] = useLocation();
  const [parameters, setParameters] = useSearchParams();
  const onSearchScreen = location === '/search';
  const asked = onSearchScreen ? (parameters.get('q') ?? '') : '';
  const [text, setText] = useState(asked);
  useEffect(() => setText(asked), [asked]);

  const onChange = (next: string): void => {
    setText(next);
    if (!onSearchScreen) return;
    setParameters(
      (before) => {
        if (next === '') before.delete('q');
        else before.set('q', next);
        // Words are searched instead of what is like a moment.
        before.delete('like');
        return before;
      },
      { replace: true },
    );
  };
  return (
    <search className="w-[min(440px,40vw)]">
      <form
        className="relative flex items-center"
        onSubmit={(event) => {
          event.preventDefault();
          if (!onSearchScreen) navigate(`/search?q=${encodeURIComponent(text)}`);
        }}
      >
        <Search
          size={14}
          aria-hidden="true"
          className="pointer-events-none absolute left-2.5 text-ink-3"
        />
        <input
          id="global-search"
          type="search"
          autoComplete="off"
          spellCheck={false}
          aria-label={appMessages.topBar.search}
          placeholder={appMessages.topBar.search}
          value={text}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
          className="peer h-7 w-full rounded-control border border-line bg-sunken pr-8 pl-8 text-body text-ink placeholder:text-ink-3 hover:border-line-strong focus-visible:outline-offset-0 [&::-webkit-search-cancel-button]:hidden"
        />
        <span className="pointer-events-none absolute right-2 peer-focus:hidden">
          <Kbd>/</Kbd>
        </span>
      </form>
    </search>
  );
}

function Sending(): React.JSX.Element | null {
  const { sentBytes, totalBytes, cancel } = useUploads();
  if (totalBytes === 0) return null;
  return (
    <div className="flex items-center gap-2 text-small text-ink-2">
      {appMessages.topBar.adding}
      <ProgressBar
        label={appMessages.topBar.adding}
        fraction={sentBytes / totalBytes}
        className="w-24"
      />
      <Button kind="quiet" size="small" onClick={cancel}>
        {commonMessages.cancel}
      </Button>
    </div>
  );
}
