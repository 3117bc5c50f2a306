import { ArrowLeft } from 'lucide-react';
import type { HubFile, HubRepository } from '../../../../contract/index.ts';
import { formatBytes } from '../../../client/formats/format.ts';
import { commonMessages } from '../../../messages/common.ts';
import { modelsMessages } from '../../../messages/work/models.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';
import { HubFileRow } from './HubFileRow.tsx';
import type { HubPlace } from './hubPlace.ts';
import { wordsOf } from './Repositories.tsx';

const texts = modelsMessages.hubDialog;

/** The model files of one repository, with their sizes beside the room on the disk. */
export function RepositoryFiles({
  place,
  host,
  found,
  error,
  onBack,
}: {
  place: HubPlace;
  host: string;
  found: { repository: HubRepository; files: readonly HubFile[]; freeBytes: number } | undefined;
  error: unknown;
  onBack(): void;
}): React.JSX.Element {
  return (
    <section aria-label={place.repository} className="flex flex-col gap-3">
      <header className="flex items-center gap-2">
        <IconButton label={commonMessages.back} icon={<ArrowLeft size={15} />} onClick={onBack} />
        <div className="min-w-0 flex-1">
          <h3 className="flex flex-wrap items-center gap-x-2 text-body font-semibold">
            <span className="[overflow-wrap:anywhere]">{place.repository}</span>
            {found?.repository.gated === true && <Badge tone="caution">{texts.gated}</Badge>}
          </h3>
          {found !== undefined && (
            <p className="text-small text-ink-3">
              {wordsOf(found.repository)} · {texts.free(formatBytes(found.freeBytes))}
            </p>
          )}
        </div>
      </header>
      {found?.repository.gated === true && (
        <p className="text-small text-caution">{texts.gatedNote(host)}</p>
      )}
      {error !== null && <ErrorLine error={error} />}
      {found === undefined && error === null && <Skeleton className="h-40" />}
      {found?.files.length === 0 && <p className="text-body text-ink-2">{texts.noFiles}</p>}
      {found !== undefined && found.files.length > 0 && (
        <ul className="divide-y divide-line rounded-panel border border-line">
          {meantFirst(found.files, place.path).map((file) => (
            <HubFileRow
              key={file.path}
              repository={found.repository.repository}
              file={file}
              isMeant={file.path === place.path}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function meantFirst(files: readonly HubFile[], path: string | undefined): HubFile[] {
  return [...files].sort((a, b) => Number(b.path === path) - Number(a.path === path));
}
