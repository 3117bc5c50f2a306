import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { LibraryInfo } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { formatBytes } from '../../client/format.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorLine } from '../../ui/StateViews.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { Row, Section } from './Section.tsx';

/** The whole library to one file, and back. Paths are of the computer that Trendroom runs on. */
export function BackupSection({ info }: { info: LibraryInfo }): React.JSX.Element {
  return (
    <Section title="Backup">
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
          label="Write a backup to"
          value={path}
          onChange={(event) => setPath(event.target.value)}
          className="flex-1"
        />
        <Button type="submit" disabled={isPending || path.trim() === ''}>
          {isPending ? 'Writing…' : 'Back up'}
        </Button>
      </div>
      {error !== null && <ErrorLine error={error} />}
      {data !== undefined && (
        <p role="status" className="text-small text-good">
          Written: {data.files} files, {formatBytes(data.sizeBytes)}.
          {data.leftOut > 0 &&
            ` ${data.leftOut} missing or damaged files are not in it: check the library.`}
          {data.referenced > 0 &&
            ` ${data.referenced} originals stay where they are and are not in it.`}
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
          label="Restore a backup from"
          placeholder="/folder/backup.tar"
          value={path}
          onChange={(event) => setPath(event.target.value)}
          className="flex-1"
        />
        <Button type="submit" disabled={isPending || path.trim() === ''}>
          {isPending ? 'Restoring…' : 'Restore…'}
        </Button>
      </div>
      {error !== null && <ErrorLine error={error} />}
      {data !== undefined && (
        <p role="status" className="text-small text-good">
          Restored: {data.videos} videos.
          {data.previousKeptAt !== undefined &&
            ` The library before is kept at ${data.previousKeptAt}.`}
        </p>
      )}
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Replace this library?"
        description={`The backup is checked first. This library, with ${videos} videos, is then set aside and kept; running jobs stop.`}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Keep this library</Button>
            <Button
              kind="primary"
              onClick={() => {
                setAsking(false);
                mutate({ path });
              }}
            >
              Restore the backup
            </Button>
          </>
        }
      />
    </form>
  );
}
