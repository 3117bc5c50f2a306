import { useState } from 'react';
import { useLocation } from 'wouter';
import { commonMessages } from '../../messages/common.ts';
import { importMessages } from '../../messages/library/imports.ts';
import { Button } from '../../ui/Button.tsx';
import { Switch } from '../../ui/inputs/Switch.tsx';
import { TextField } from '../../ui/inputs/TextField.tsx';
import { Dialog } from '../../ui/overlays/Dialog.tsx';
import { toast, toastError } from '../../ui/overlays/Toasts.tsx';
import { ErrorLine, Skeleton } from '../../ui/StateViews.tsx';
import { ColumnTable } from './ColumnTable.tsx';
import { PreviewTable } from './PreviewTable.tsx';
import { type ImportWork, useImport } from './useImport.ts';

/** Metadata that was dropped or chosen: how it is read, what comes of it, and the start. */
export default function ImportDialog({
  files,
  onClose,
}: {
  files: readonly File[];
  onClose(): void;
}): React.JSX.Element {
  const work = useImport(files);
  const [, navigate] = useLocation();
  const [starting, setStarting] = useState(false);
  const { preview } = work;
  const isReadable = preview?.rows.some(({ record }) => record !== undefined) === true;
  const start = async (): Promise<void> => {
    setStarting(true);
    try {
      if (await work.start()) {
        const { started, startedNote } = importMessages;
        toast(started(files.length), { description: startedNote, good: true });
        onClose();
        navigate('/queue');
      }
    } catch (error) {
      toastError(error, importMessages.notStarted);
    } finally {
      setStarting(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width="large"
      title={importMessages.title}
      description={
        <bdi>{importMessages.files(files[0]?.name ?? importMessages.title, files.length)}</bdi>
      }
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.cancel}</Button>
          <Button
            kind="primary"
            disabled={!isReadable || starting || work.busy}
            onClick={() => void start()}
          >
            {importMessages.start}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-small text-ink-3">{importMessages.explanation}</p>
        {work.error !== undefined && <ErrorLine error={work.error} />}
        {preview === undefined ? (
          work.error === undefined && <Reading />
        ) : (
          <Form work={work} preview={preview} />
        )}
      </div>
    </Dialog>
  );
}

function Reading(): React.JSX.Element {
  return (
    <div role="status" aria-label={importMessages.reading} className="flex flex-col gap-2">
      <Skeleton className="h-5" />
      <Skeleton className="h-5" />
      <Skeleton className="h-5" />
    </div>
  );
}

function Form({
  work,
  preview,
}: {
  work: ImportWork;
  preview: NonNullable<ImportWork['preview']>;
}): React.JSX.Element {
  const { form, change } = work;
  const isTable = preview.format === 'csv';
  const lacksIdentity = isTable && !preview.map.id && !preview.map.url;
  return (
    <>
      {isTable && (
        <section aria-label={importMessages.columns}>
          <h3 className="mb-1 text-small font-semibold text-ink-2">{importMessages.columns}</h3>
          {lacksIdentity && (
            <p role="alert" className="mb-1 text-small text-caution">
              {importMessages.needsIdentity}
            </p>
          )}
          <ColumnTable preview={preview} onChange={(map) => change({ map })} />
        </section>
      )}
      <div className="grid grid-cols-2 gap-4">
        <TextField
          label={importMessages.platform}
          note={importMessages.platformNote}
          placeholder={importMessages.platformPlaceholder}
          value={form.platform}
          onChange={({ target }) => change({ platform: target.value })}
        />
        <TextField
          label={importMessages.observedOn}
          note={importMessages.observedNote}
          type="date"
          value={form.observedOn}
          onChange={({ target }) => change({ observedOn: target.value })}
        />
      </div>
      {!isTable && (
        <Switch
          label={importMessages.keepNames}
          note={importMessages.keepNamesNote}
          checked={form.keepNames}
          onChange={(keepNames) => change({ keepNames })}
        />
      )}
      <section aria-label={importMessages.records} aria-busy={work.busy}>
        <h3 className="mb-1 text-small font-semibold text-ink-2">{importMessages.records}</h3>
        <PreviewTable rows={preview.rows} />
      </section>
    </>
  );
}
