import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { LibraryInfo } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { formatBytes } from '../../client/format.ts';
import { settingsMessages } from '../../messages/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/inputs/TextField.tsx';
import { Dialog } from '../../ui/overlays/Dialog.tsx';
import { ErrorLine } from '../../ui/StateViews.tsx';
import { Row, Section } from './Section.tsx';

/** The whole library to one file, and back. Paths are of the computer that Trendroom runs on. */
export function BackupSection({ info }: { info: LibraryInfo }): React.JSX.Element {
  return (
    <Section title={settingsMessages.backupSection.title}>
      <Row>
        <BackUp folder={info.folder} />
      </Row>
      <Row>
        <Restore videos={info.videos} />
      </Row>
    </Section>
  );
}

function BackUp({ folder }: { folder: string }): React.JSX.Element {
  const { procedures } = useApi();
  const [path, setPath] = useState(`${folder}-${new Date().toISOString().slice(0, 10)}.tar`);
  const { mutate, data, error, isPending } = useMutation(
    procedures.library.backup.mutationOptions(),
  );
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        mutate({ path });
      }}
    >
      <div className="flex items-end gap-2">
        <TextField
          label={settingsMessages.backupSection.target}
          value={path}
          onChange={(event) => setPath(event.target.value)}
          className="flex-1"
        />
        <Button type="submit" disabled={isPending || path.trim() === ''}>
          {isPending
            ? settingsMessages.backupSection.writing
            : settingsMessages.backupSection.backUp}
        </Button>
      </div>
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

function Restore({ videos }: { videos: number }): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const [path, setPath] = useState('');
  const [asking, setAsking] = useState(false);
  const { mutate, data, error, isPending } = useMutation(
    procedures.library.restore.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(),
    }),
  );
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        setAsking(true);
      }}
    >
      <div className="flex items-end gap-2">
        <TextField
          label={settingsMessages.backupSection.source}
          placeholder="/folder/backup.tar"
          value={path}
          onChange={(event) => setPath(event.target.value)}
          className="flex-1"
        />
        <Button type="submit" disabled={isPending || path.trim() === ''}>
          {isPending
            ? settingsMessages.backupSection.restoring
            : settingsMessages.backupSection.restore}
        </Button>
      </div>
      {error !== null && <ErrorLine error={error} />}
      {data !== undefined && (
        <p role="status" className="text-small text-good">
          {settingsMessages.backupSection.restored(data.videos)}
          {data.previousKeptAt !== undefined &&
            settingsMessages.backupSection.previous(data.previousKeptAt)}
        </p>
      )}
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={settingsMessages.backupSection.confirm}
        description={settingsMessages.backupSection.explanation(videos)}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{settingsMessages.backupSection.keep}</Button>
            <Button
              kind="primary"
              onClick={() => {
                setAsking(false);
                mutate({ path });
              }}
            >
              {settingsMessages.backupSection.restoreNow}
            </Button>
          </>
        }
      />
    </form>
  );
}
