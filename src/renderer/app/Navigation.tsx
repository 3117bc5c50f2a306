import { Link, useLocation, useRoute } from 'wouter';
import { useJobCounts } from '../client/jobs/jobs.ts';
import { useNewToSearches } from '../features/search/saved/useSavedSearches.ts';
import { appMessages } from '../messages/app.ts';
import { commonMessages } from '../messages/common.ts';
import { type ScreenEntry, screens } from './screens.ts';

/** The places of the workstation. */
export function Navigation(): React.JSX.Element {
  return (
    <nav
      aria-label={appMessages.navigation.screens}
      className="row-span-3 flex flex-col border-r border-line bg-panel px-2 pb-3"
    >
      <div className="flex h-11 items-center gap-2 px-2 text-lead font-semibold text-ink">
        <svg viewBox="0 0 32 32" className="size-5" aria-hidden="true">
          <rect width="32" height="32" rx="8" className="fill-accent" />
          <path
            d="M7 21l6-7 5 4 7-9"
            fill="none"
            strokeWidth="3"
            strokeLinecap="round"
            strokeLinejoin="round"
            className="stroke-on-accent"
          />
        </svg>
        {commonMessages.appName}
      </div>
      <ul className="mt-1 flex flex-col gap-px">
        {screens.map((screen) => (
          <li key={screen.path}>
            <Place screen={screen} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Place({
  screen: { path, name, icon: Icon, key },
}: {
  screen: ScreenEntry;
}): React.JSX.Element {
  const [location] = useLocation();
  const [onVideo] = useRoute('/video/:videoId');
  const active =
    location === path || location.startsWith(`${path}/`) || (path === '/library' && onVideo);
  return (
    <Link
      href={path}
      aria-current={active ? 'page' : undefined}
      title={appMessages.navigation.shortcut(key.toUpperCase())}
      className="flex h-8 items-center gap-2.5 rounded-control px-2 text-body text-ink-2 hover:bg-hover hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-ink"
    >
      <Icon size={16} aria-hidden="true" className={active ? 'text-accent-ink' : 'text-ink-3'} />
      <span className="flex-1">{name}</span>
      {path === '/queue' && <QueueCount />}
      {path === '/search' && <NewToSearches />}
    </Link>
  );
}

/** What came since saved searches were last looked at. */
function NewToSearches(): React.JSX.Element | null {
  const count = useNewToSearches();
  if (count === 0) return null;
  return (
    <span className="rounded-round bg-accent-soft px-1.5 text-caption text-accent-ink">
      {count}
      <span className="sr-only"> {appMessages.navigation.newToSearches}</span>
    </span>
  );
}

function QueueCount(): React.JSX.Element | null {
  const { active, failed } = useJobCounts();
  if (active === 0 && failed === 0) return null;
  return (
    <span className="flex gap-1 text-caption">
      {failed > 0 && (
        <span className="rounded-round bg-bad-soft px-1.5 text-bad">
          {failed}
          <span className="sr-only"> {appMessages.navigation.failed}</span>
        </span>
      )}
      {active > 0 && (
        <span className="rounded-round bg-sunken px-1.5 text-ink-2">
          {active}
          <span className="sr-only"> {appMessages.navigation.active}</span>
        </span>
      )}
    </span>
  );
}
