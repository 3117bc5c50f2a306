import { FileVideo, FolderOpen, Sheet } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import type { PathAccess } from '../../contract/index.ts';
import { useIngest } from '../client/files/ingest.ts';
import { useChoosePaths, usePathAccess } from '../client/files/paths.ts';
import { useIsOffline } from '../client/jobs/jobs.ts';
import { metadataEndings } from '../features/imports/isMetadata.ts';
import { appMessages } from '../messages/app.ts';
import { commonMessages } from '../messages/common.ts';
import { importMessages } from '../messages/library/imports.ts';
import { Button } from '../ui/Button.tsx';
import { AllowCommand, AllowedFolders } from '../ui/inputs/FolderNotes.tsx';
import { TextField } from '../ui/inputs/TextField.tsx';
import { Dialog } from '../ui/overlays/Dialog.tsx';
import { linksIn } from './linksIn.ts';
import { useShellView } from './shellView.ts';

/** Takes in files, folders and links; opened by A, the palette and the Add button. */
export function AddDialog(): React.JSX.Element {
  const open = useShellView((view) => view.addDialog);
  const { start, startFiles } = useIngest();
  const offline = useIsOffline();
  const [text, setText] = useState('');
  const fileInput = useRef<HTMLInputElement>(null);
  const folderInput = useRef<HTMLInputElement>(null);
  const metadataInput = useRef<HTMLInputElement>(null);
  const access = usePathAccess();
  const choose = useChoosePaths();
  // In the desktop app the dialogs name files; here none was allowed.
  const folders = access?.kind === 'folders' ? access.folders.ingest : [];
  const linksOnly = access !== undefined && access.kind !== 'any' && folders.length === 0;
  const links = linksIn(text);
  const isNoLink = linksOnly && links.length === 0 && text.trim() !== '';
  const close = (): void => {
    useShellView.setState({ addDialog: false });
    setText('');
  };
  const addText = (): void => {
    if (text.trim() === '' || isNoLink) return;
    start(links.length > 0 ? { links } : { paths: [text.trim()] });
    close();
  };
  const addFiles = async (input: HTMLInputElement | null, folder: boolean): Promise<void> => {
    if (access?.kind !== 'chosen') return input?.click();
    const chosen = await choose({ use: 'ingest', folder });
    if (chosen.length === 0) return;
    start({ paths: chosen.map(({ id }) => ({ chosen: id })) });
    close();
  };
  const onFiles = (event: React.ChangeEvent<HTMLInputElement>): void => {
    startFiles([...(event.target.files ?? [])]);
    event.target.value = '';
    close();
  };

  const offlineError = offline && links.length > 0 ? appMessages.addDialog.offline : undefined;
  const error = isNoLink ? appMessages.addDialog.noLink : offlineError;

  return (
    <Dialog
      open={open}
      onClose={close}
      title={commonMessages.addVideos}
      actions={
        <Button kind="primary" disabled={text.trim() === '' || isNoLink} onClick={addText}>
          {links.length > 1 ? appMessages.addDialog.addLinks(links.length) : commonMessages.add}
        </Button>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          addText();
        }}
      >
        <TextField
          label={linksOnly ? appMessages.addDialog.link : appMessages.addDialog.linkOrPath}
          placeholder={
            linksOnly ? appMessages.addDialog.linkPlaceholder : appMessages.addDialog.placeholder
          }
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoFocus
          error={error}
          note={noteOf(access, folders)}
        />
        <div className="flex gap-2">
          <Button
            icon={<FileVideo size={14} />}
            onClick={() => void addFiles(fileInput.current, false)}
          >
            {appMessages.addDialog.chooseFiles}
          </Button>
          <Button
            icon={<FolderOpen size={14} />}
            onClick={() => void addFiles(folderInput.current, true)}
          >
            {appMessages.addDialog.chooseFolder}
          </Button>
          <Button icon={<Sheet size={14} />} onClick={() => metadataInput.current?.click()}>
            {importMessages.choose}
          </Button>
        </div>
        <p className="-mt-2 text-small text-ink-3">{importMessages.chooseNote}</p>
        <input
          ref={metadataInput}
          type="file"
          multiple
          hidden
          accept={metadataEndings}
          aria-label={importMessages.chooseLabel}
          data-testid="metadata-input"
          onChange={({ target }) => {
            useShellView.setState({ importFiles: [...(target.files ?? [])] });
            target.value = '';
            close();
          }}
        />
        <input
          ref={fileInput}
          type="file"
          multiple
          hidden
          aria-label={appMessages.addDialog.files}
          data-testid="file-input"
          onChange={onFiles}
        />
        <input
          ref={folderInput}
          type="file"
          multiple
          hidden
          aria-label={appMessages.addDialog.folder}
          {...{ webkitdirectory: '' }}
          onChange={onFiles}
        />
      </form>
    </Dialog>
  );
}

/** What can be entered, and how to allow more. */
function noteOf(access: PathAccess | undefined, folders: readonly string[]): ReactNode {
  const { addDialog } = appMessages;
  if (access === undefined || access.kind === 'any') return addDialog.note;
  if (access.kind === 'chosen') return addDialog.linkNote;
  if (folders.length === 0) {
    return (
      <>
        {addDialog.linkNote} {addDialog.noFolder} <AllowCommand />
      </>
    );
  }
  return (
    <>
      {addDialog.note} <AllowedFolders folders={folders} />
    </>
  );
}
