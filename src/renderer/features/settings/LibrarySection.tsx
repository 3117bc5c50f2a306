import { useMutation } from '@tanstack/react-query';
import type { LibraryInfo, Settings } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { formatBytes, formatDuration } from '../../client/formats/format.ts';
import { commonMessages } from '../../messages/common.ts';
import { settingsMessages } from '../../messages/work/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/inputs/Select.tsx';
import { ErrorLine } from '../../ui/StateViews.tsx';
import { Row, Section } from './Section.tsx';
import { StorageBar } from './StorageBar.tsx';
import { useChangeSettings } from './useChangeSettings.ts';

const storageOptions = [
  { value: 'copy', label: settingsMessages.librarySection.copy },
  { value: 'link', label: settingsMessages.librarySection.link },
  { value: 'reference', label: settingsMessages.librarySection.reference },
] as const;

const storageNotes: Record<Settings['storage'], string> = {
  copy: settingsMessages.librarySection.copyNote,
  link: settingsMessages.librarySection.linkNote,
  reference: settingsMessages.librarySection.referenceNote,
};

/** Where the library is, what it takes, and how originals are kept. */
export function LibrarySection({
  info,
  settings,
}: {
  info: LibraryInfo;
  settings: Settings;
}): React.JSX.Element {
  const change = useChangeSettings();
  return (
    <Section title={commonMessages.library}>
      <Row>
        <p className="text-small font-medium text-ink-2">
          {settingsMessages.librarySection.folder}
        </p>
        <p className="[overflow-wrap:anywhere] font-mono text-small text-ink select-text">
          {info.folder}
        </p>
        <p className="mt-1 text-small text-ink-3">
          {info.videos} {info.videos === 1 ? 'video' : 'videos'}
          {info.durationMs > 0 &&
            settingsMessages.librarySection.total(formatDuration(info.durationMs))}
          {settingsMessages.librarySection.otherFolder}
        </p>
      </Row>
      <Row>
        <StorageBar info={info} />
      </Row>
      <Row>
        <Select
          label={settingsMessages.librarySection.originals}
          value={settings.storage}
          options={storageOptions}
          onChange={(storage) => change({ storage })}
          className="max-w-72"
        />
        <p className="mt-1 text-small text-ink-3">{storageNotes[settings.storage]}</p>
      </Row>
      <Row>
        <Verify />
      </Row>
    </Section>
  );
}

/** Checks the database and every stored file, and says what is wrong. */
function Verify(): React.JSX.Element {
  const { procedures } = useApi();
  const { mutate, data, error, isPending } = useMutation(
    procedures.library.verify.mutationOptions(),
  );
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-4">
        <div>
          <p className="text-body text-ink">{settingsMessages.librarySection.verify}</p>
          <p className="text-small text-ink-3">{settingsMessages.librarySection.verifyNote}</p>
        </div>
        <Button disabled={isPending} onClick={() => mutate(undefined)}>
          {isPending
            ? settingsMessages.librarySection.verifying
            : settingsMessages.librarySection.verifyNow}
        </Button>
      </div>
      {error !== null && <ErrorLine error={error} />}
      {data !== undefined && (
        <div role="status" className={`text-small ${data.ok ? 'text-good' : 'text-bad'}`}>
          {data.ok
            ? settingsMessages.librarySection.healthy(
                data.checkedFiles,
                formatBytes(data.checkedBytes),
              )
            : settingsMessages.librarySection.problems(data.problems.length)}
          <ul className="max-h-40 overflow-y-auto">
            {data.problems.map(({ kind, detail }) => (
              <li key={`${kind} ${detail}`} className="[overflow-wrap:anywhere]">
                {kind}: {detail}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
