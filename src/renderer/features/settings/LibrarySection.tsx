import { useMutation } from '@tanstack/react-query';
import type { LibraryInfo, Settings } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { formatBytes, formatDuration } from '../../client/format.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { ErrorLine } from '../../ui/StateViews.tsx';
import { Row, Section } from './Section.tsx';
import { StorageBar } from './StorageBar.tsx';
import { useChangeSettings } from './useChangeSettings.ts';

const storageOptions = [
  { value: 'copy', label: 'Copy into the library' },
  { value: 'link', label: 'Hard link on the same disk' },
  { value: 'reference', label: 'Leave where they are' },
] as const;

const storageNotes: Record<Settings['storage'], string> = {
  copy: 'The library holds its own copy; the original can be moved or deleted.',
  link: 'No second copy on the same disk; the original can be deleted, but not edited in place.',
  reference: 'Nothing is copied; a video is gone from the library when its file is moved.',
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
    <Section title="Library">
      <Row>
        <p className="text-small font-medium text-ink-2">Folder</p>
        <p className="[overflow-wrap:anywhere] font-mono text-small text-ink select-text">
          {info.folder}
        </p>
        <p className="mt-1 text-small text-ink-3">
          {info.videos} {info.videos === 1 ? 'video' : 'videos'}
          {info.durationMs > 0 && `, ${formatDuration(info.durationMs)} in all`}. Start Trendroom
          with --library FOLDER to work in another one.
        </p>
      </Row>
      <Row>
        <StorageBar info={info} />
      </Row>
      <Row>
        <Select
          label="Originals"
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
          <p className="text-body text-ink">Check the library</p>
          <p className="text-small text-ink-3">Reads the database and every stored file.</p>
        </div>
        <Button disabled={isPending} onClick={() => mutate(undefined)}>
          {isPending ? 'Checking…' : 'Check now'}
        </Button>
      </div>
      {error !== null && <ErrorLine error={error} />}
      {data !== undefined && (
        <div role="status" className={`text-small ${data.ok ? 'text-good' : 'text-bad'}`}>
          {data.ok
            ? `All is well: ${data.checkedFiles} files, ${formatBytes(data.checkedBytes)}.`
            : `${data.problems.length} problems:`}
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
