import type { HubRepository } from '../../../../contract/index.ts';
import { formatCount, formatDay } from '../../../client/formats/format.ts';
import { modelsMessages } from '../../../messages/work/models.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import type { HubPlace } from './hubPlace.ts';

const texts = modelsMessages.hubDialog;

/** What a search found, the most downloaded first. */
export function Repositories({
  host,
  repositories,
  onShow,
}: {
  host: string;
  repositories: readonly HubRepository[];
  onShow(place: HubPlace): void;
}): React.JSX.Element {
  if (repositories.length === 0) {
    return <p className="text-body text-ink-2">{texts.nothingFound(host)}</p>;
  }
  return (
    <ul aria-label={texts.found} className="divide-y divide-line rounded-panel border border-line">
      {repositories.map((found) => (
        <li key={found.repository} className="flex items-center gap-3 px-4 py-2">
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-center gap-x-2 text-body font-medium text-ink">
              <span className="[overflow-wrap:anywhere]">{found.repository}</span>
              {found.gated && <Badge tone="caution">{texts.gated}</Badge>}
            </p>
            <p className="text-small text-ink-3">{wordsOf(found)}</p>
          </div>
          <Button
            aria-label={texts.filesOf(found.repository)}
            onClick={() => onShow({ repository: found.repository })}
          >
            {texts.files}
          </Button>
        </li>
      ))}
    </ul>
  );
}

export function wordsOf({ downloads, licence, changedAtMs }: HubRepository): string {
  return [
    texts.downloads(formatCount(downloads)),
    licence ?? texts.noLicence,
    ...(changedAtMs === undefined ? [] : [texts.changed(formatDay(changedAtMs))]),
  ].join(' · ');
}
