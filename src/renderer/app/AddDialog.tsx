import { FileVideo, FolderOpen } from 'lucide-react';
import { useRef, useState } from 'react';
import { useIngest } from '../client/ingest.ts';
import { useIsOffline } from '../client/jobs.ts';
import { appMessages } from '../messages/app.ts';
import { commonMessages } from '../messages/common.ts';
import { Button } from '../ui/Button.tsx';
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
  const links = linksIn(text);
  const close = (): void => {
    useShellView.setState({ addDialog: false });
    setText('');
  };
  const addText = (): void => {
    if (text.trim() === '') return;
    start(links.length > 0 ? { links } : { paths: [text.trim()] });
    close();
  };
  const onFiles = (event: React.ChangeEvent<HTMLInputElement>): void => {
    startFiles([...(event.target.files ?? [])]);
    event.target.value = '';
    close();
  };

  return (
    <Dialog
      open={open}
      onClose={close}
      title={commonMessages.addVideos}
      actions={
        <Button kind="primary" disabled={text.trim() === ''} onClick={addText}>
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
          label={appMessages.addDialog.linkOrPath}
          placeholder={appMessages.addDialog.placeholder}
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoFocus
          error={offline && links.length > 0 ? appMessages.addDialog.offline : undefined}
          note={appMessages.addDialog.note}
        />
        <div className="flex gap-2">
          <Button icon={<FileVideo size={14} />} onClick={() => fileInput.current?.click()}>
            {appMessages.addDialog.chooseFiles}
          </Button>
          <Button icon={<FolderOpen size={14} />} onClick={() => folderInput.current?.click()}>
            {appMessages.addDialog.chooseFolder}
          </Button>
        </div>
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
