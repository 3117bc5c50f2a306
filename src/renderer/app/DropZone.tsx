import { Upload } from 'lucide-react';
import { type DragEvent, lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { useIngest } from '../client/files/ingest.ts';
import { isMetadata } from '../features/imports/isMetadata.ts';
import { appMessages } from '../messages/app.ts';
import { AddDialog } from './AddDialog.tsx';
import { linksIn } from './linksIn.ts';
import { useShellView } from './shellView.ts';

const ImportDialog = lazy(() => import('../features/imports/ImportDialog.tsx'));

/** Files dropped anywhere on the workstation, and links pasted outside a field, are taken in. */
export function DropZone({ children }: { children: ReactNode }): React.JSX.Element {
  const { start, startFiles } = useIngest();
  const [over, setOver] = useState(false);
  // Entering a child fires before leaving its parent: only the balance says whether it is over.
  const depth = useRef(0);

  const take = (files: File[]): void => {
    if (isMetadata(files.map(({ name }) => name))) useShellView.setState({ importFiles: files });
    else startFiles(files);
  };
  const onEnter = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    depth.current += 1;
    setOver(true);
  };
  const onLeave = (): void => {
    depth.current = Math.max(0, depth.current - 1);
    if (depth.current === 0) setOver(false);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    void filesOf(event.dataTransfer).then(take);
  };
  const onPaste = (event: React.ClipboardEvent): void => {
    if (event.target instanceof HTMLElement && event.target.closest('input, textarea')) return;
    if (event.clipboardData.files.length > 0) {
      take([...event.clipboardData.files]);
      return;
    }
    const links = linksIn(event.clipboardData.getData('text/plain'));
    if (links.length > 0) start({ links });
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files can also be chosen in the dialog
    <div
      className="h-full"
      onDragEnter={onEnter}
      onDragLeave={onLeave}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
      onPaste={onPaste}
    >
      {children}
      <AddDialog />
      <Import />
      {over && (
        <div className="pointer-events-none fixed inset-3 z-50 flex flex-col items-center justify-center gap-2 rounded-panel border-2 border-dashed border-accent bg-accent-soft/90 text-lead font-medium text-accent-ink">
          <Upload size={24} />
          {appMessages.dropZone.drop}
        </div>
      )}
    </div>
  );
}

/** The dialog of metadata that was dropped or chosen, loaded when it is first needed. */
function Import(): React.JSX.Element | null {
  const files = useShellView((view) => view.importFiles);
  if (files.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <ImportDialog files={files} onClose={() => useShellView.setState({ importFiles: [] })} />
    </Suspense>
  );
}

/** Dropped files, and those of dropped folders and of the folders in them. */
async function filesOf(transfer: DataTransfer): Promise<File[]> {
  // Items are only readable during the event; the files behind entries later.
  const dropped = [...transfer.items].map((item) => ({
    entry: item.webkitGetAsEntry(),
    file: item.getAsFile(),
  }));
  const found = await Promise.all(
    dropped.map(({ entry, file }) => {
      if (entry !== null) return filesIn(entry);
      // What another program gives without a place in a file system.
      return file === null ? [] : [file];
    }),
  );
  return found.flat();
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry instanceof FileSystemFileEntry) {
    return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))];
  }
  if (!(entry instanceof FileSystemDirectoryEntry)) return [];
  const reader = entry.createReader();
  const files: File[] = [];
  // A reader gives at most a hundred entries at a time, and none at the end.
  while (true) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return files;
    for (const child of batch) files.push(...(await filesIn(child)));
  }
}
