import { Bell } from 'lucide-react';
import { notificationsMessages } from '../../../messages/growth/notifications.ts';
import { cuts, type Platform, type Shortened, shownOn } from './platforms.ts';

const texts = notificationsMessages.preview;

/** The corners of each platform's notification, and whether its button is in sight. */
const looks: Record<Platform, { corners: string; showsButton: boolean }> = {
  android: { corners: 'rounded-[20px]', showsButton: false },
  windows: { corners: 'rounded-[6px]', showsButton: true },
  macos: { corners: 'rounded-[14px]', showsButton: false },
};

/** A message about as each platform shows it, cut where that does. */
export function PlatformPreview({
  message,
  hub,
}: {
  message: { title: string; body: string };
  hub: string;
}): React.JSX.Element {
  return (
    <div className="flex flex-col gap-3">
      {cuts.map((cut) => {
        const { platform, titleCharacters, bodyCharacters } = cut;
        const { title, body } = shownOn(cut, message);
        const { corners, showsButton } = looks[platform];
        return (
          <figure key={platform} className="flex flex-col gap-1">
            <figcaption className="text-small text-ink-3">
              <span className="font-medium text-ink-2">{texts.platforms[platform]}</span>{' '}
              {texts.cuts[platform](titleCharacters, bodyCharacters)}
            </figcaption>
            <div
              className={`flex w-full max-w-[360px] gap-2.5 border border-line bg-raised p-3 shadow-raised ${corners}`}
            >
              <span className="flex size-8 shrink-0 items-center justify-center rounded-control bg-accent-soft text-accent-ink">
                <Bell size={16} aria-hidden="true" />
              </span>
              <div className="flex min-w-0 flex-1 flex-col">
                <span className="truncate text-caption text-ink-3">{hostOf(hub)}</span>
                <Text shown={title} empty={texts.noTitle} className="font-semibold text-ink" />
                <Text shown={body} empty={texts.noBody} className="text-ink-2" />
                {showsButton && (
                  <span className="mt-2 rounded-control border border-line-strong px-2 py-0.5 text-center text-small text-ink-2">
                    {texts.stop}
                  </span>
                )}
              </div>
            </div>
          </figure>
        );
      })}
    </div>
  );
}

function Text({
  shown: { text, isCut },
  empty,
  className,
}: {
  shown: Shortened;
  empty: string;
  className: string;
}): React.JSX.Element {
  if (text === '') return <span className="text-ink-3">{empty}</span>;
  return (
    <span dir="auto" className={`whitespace-pre-line [overflow-wrap:anywhere] ${className}`}>
      {text}
      {isCut && <span className="sr-only"> ({texts.cut})</span>}
    </span>
  );
}

function hostOf(hub: string): string {
  return URL.canParse(hub) ? new URL(hub).host : hub;
}
