import type { LibraryInfo } from '../../../contract/index.ts';
import { formatBytes } from '../../client/formats/format.ts';
import { settingsMessages } from '../../messages/work/settings.ts';

interface Part {
  name: string;
  bytes: number;
  /** A token's background class. */
  colour: string;
}

/** What takes room on the disk, and how much is left. */
export function StorageBar({ info }: { info: LibraryInfo }): React.JSX.Element {
  const parts: readonly Part[] = [
    { name: settingsMessages.storageBar.media, bytes: info.mediaBytes, colour: 'bg-accent' },
    { name: settingsMessages.storageBar.database, bytes: info.databaseBytes, colour: 'bg-good' },
    { name: settingsMessages.storageBar.models, bytes: info.modelsBytes, colour: 'bg-caution' },
  ];
  const usedBytes = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-baseline justify-between">
        <p className="text-small font-medium text-ink-2">{settingsMessages.storageBar.storage}</p>
        <p className="text-small text-ink-3">
          {settingsMessages.storageBar.used(formatBytes(usedBytes), formatBytes(info.freeBytes))}
        </p>
      </div>
      <div aria-hidden="true" className="flex h-2 gap-px overflow-hidden rounded-round bg-sunken">
        {parts
          .filter(({ bytes }) => bytes > 0)
          .map(({ name, bytes, colour }) => (
            <div key={name} className={colour} style={{ width: `${(bytes / usedBytes) * 100}%` }} />
          ))}
      </div>
      <dl className="flex flex-wrap gap-x-5 gap-y-1 text-small">
        {parts.map(({ name, bytes, colour }) => (
          <div key={name} className="flex items-center gap-1.5">
            <span aria-hidden="true" className={`size-2 rounded-round ${colour}`} />
            <dt className="text-ink-2">{name}</dt>
            <dd className="text-ink">{formatBytes(bytes)}</dd>
          </div>
        ))}
        {info.referencedBytes > 0 && (
          <div className="flex items-center gap-1.5">
            <dt className="text-ink-2">{settingsMessages.storageBar.inPlace}</dt>
            <dd className="text-ink">{formatBytes(info.referencedBytes)}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}
