import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { LibraryInfo, PathAccess } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import type { NamedPath } from '../../client/files/paths.ts';
import { formatBytes } from '../../client/formats/format.ts';
import { settingsMessages } from '../../messages/work/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { PathField } from '../../ui/inputs/PathField.tsx';
import { TextField } from '../../ui/inputs/TextField.tsx';
import { ErrorLine } from '../../ui/StateViews.tsx';
import { Restore } from './Restore.tsx';
import { Row, Section } from './Section.tsx';

/** The whole library to one file, and back. Paths are of the computer that Trendroom runs on. */
export function BackupSection({
  info,
  access,
}: {
  info: LibraryInfo;
  access: PathAccess;
}): React.JSX.Element {
  return (
    <Section title={settingsMessages.backupSection.title}>
      <Row>
        <BackUp access={access} />
      </Row>
      <Row>
        <Restore videos={info.videos} />
      </Row>
    </Section>
  );
}

function BackUp({ access }: { access: PathAccess }): React.JSX.Element {
  const { procedures } = useApi();
  const name = `trendroom-${new Date().toISOString().slice(0, 10)}.tar`;
  const [value, setValue] = useState(usualTarget(access, name));
  const [passphrase, setPassphrase] = useState('');
  const { mutate, data, error, isPending } = useMutation(
    procedures.library.backup.mutationOptions(),
  );
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (value === undefined) return;
        mutate({ path: value.path, ...(passphrase !== '' && { passphrase }) });
      }}
    >
      <div className="flex items-start gap-2">
        <PathField
          label={settingsMessages.backupSection.target}
          use="backup"
          suggestedName={name}
          value={value}
          onChange={setValue}
          className="flex-2"
        />
        <TextField
          label={settingsMessages.backupSection.passphrase}
          title={settingsMessages.backupSection.passphraseNote}
          type="password"
          autoComplete="new-password"
          minLength={8}
          value={passphrase}
          onChange={(event) => setPassphrase(event.target.value)}
          className="flex-1"
        />
        <Button type="submit" className="mt-5" disabled={isPending || value === undefined}>
          {isPending
            ? settingsMessages.backupSection.writing
            : settingsMessages.backupSection.backUp}
        </Button>
      </div>
      {passphrase !== '' && (
        <p className="text-small text-ink-3">{settingsMessages.backupSection.passphraseNote}</p>
      )}
      {error !== null && <ErrorLine error={error} />}
      {data !== undefined && (
        <p role="status" className="text-small text-good">
          {settingsMessages.backupSection.written(data.files, formatBytes(data.sizeBytes))}
          {data.leftOut > 0 && settingsMessages.backupSection.leftOut(data.leftOut)}
          {data.referenced > 0 && settingsMessages.backupSection.referenced(data.referenced)}
        </p>
      )}
    </form>
  );
}

/** In the folder for backups that every loopback host allows; elsewhere the user names one. */
function usualTarget(access: PathAccess, name: string): NamedPath | undefined {
  const folder = access.kind === 'folders' ? access.folders.backup[0] : undefined;
  if (folder === undefined) return undefined;
  const path = `${folder}/${name}`;
  return { path, name: path };
}
