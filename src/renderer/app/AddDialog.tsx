import { FileVideo, FolderOpen } from 'lucide-react';
import { useRef, useState } from 'react';
import { useIngest } from '../client/ingest.ts';
import { useIsOffline } from '../client/jobs.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';
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
      title="Add videos"
      actions={
        <Button kind="primary" disabled={text.trim() === ''} onClick={addText}>
          {links.length > 1 ? `Add ${links.length} links` : 'Add'}
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
          label="Link or path"
          placeholder="https://… or /folder/on/this/computer"
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoFocus
          error={
            offline && links.length > 0
              ? 'Trendroom is set to stay offline. Allow the network in Settings.'
              : undefined
          }
          note="A video, a playlist or a channel; or a file or folder of the computer Trendroom runs on."
        />
        <div className="flex gap-2">
          <Button icon={<FileVideo size={14} />} onClick={() => fileInput.current?.click()}>
            Choose files…
          </Button>
          <Button icon={<FolderOpen size={14} />} onClick={() => folderInput.current?.click()}>
            Choose a folder…
          </Button>
        </div>
        <input
          ref={fileInput}
          type="file"
          multiple
          hidden
          aria-label="Files to add"
          data-testid="file-input"
          onChange={onFiles}
        />
        <input
          ref={folderInput}
          type="file"
          multiple
          hidden
          aria-label="Folder to add"
          {...{ webkitdirectory: '' }}
          onChange={onFiles}
        />
      </form>
    </Dialog>
  );
}
