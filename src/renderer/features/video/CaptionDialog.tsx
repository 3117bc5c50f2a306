import { useState } from 'react';
import { create } from 'zustand';
import {
  type CaptionStyle,
  captionStyleSchema,
  defaultCaptionStyle,
  type ExportFormat,
  type VideoId,
} from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { saveFile } from '../../client/files/saveFile.ts';
import { commonMessages } from '../../messages/common.ts';
import { videoMessages } from '../../messages/video/video.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/inputs/TextField.tsx';
import { Dialog } from '../../ui/overlays/Dialog.tsx';
import { toast, toastError } from '../../ui/overlays/Toasts.tsx';

export type CaptionFormat = Extract<ExportFormat, 'srt' | 'vtt'>;

const messages = videoMessages.captionDialog;
/** As last exported, until the page is closed. */
const useCaptionStyle = create<CaptionStyle>()(() => defaultCaptionStyle);

const fields = [
  ['lineLength', messages.lineLength, messages.between(10, 100)],
  ['lines', messages.lines, messages.between(1, 3)],
  ['charactersPerSecond', messages.charactersPerSecond, messages.between(5, 50)],
] as const;

/** How long and how fast captions may be, and their file. */
export function CaptionDialog({
  videoId,
  format,
  onClose,
}: {
  videoId: VideoId;
  format: CaptionFormat;
  onClose(): void;
}): React.JSX.Element {
  const { client } = useApi();
  const style = useCaptionStyle();
  const [draft, setDraft] = useState<Record<keyof CaptionStyle, string>>({
    lineLength: `${style.lineLength}`,
    lines: `${style.lines}`,
    charactersPerSecond: `${style.charactersPerSecond}`,
  });
  const wanted = captionStyleSchema.safeParse(draft);
  const save = (): void => {
    if (!wanted.success) return;
    const { data } = wanted;
    useCaptionStyle.setState(data);
    client.videos.export({ videoId, format, ...data }).then(
      ({ fileName, text, captions }) => {
        saveFile(fileName, text);
        const tooFast = captions?.tooFast ?? 0;
        toast(messages.exported(captions?.count ?? 0), {
          good: true,
          ...(tooFast > 0 && { description: messages.tooFast(tooFast, data.charactersPerSecond) }),
        });
        onClose();
      },
      (error: unknown) => toastError(error, videoMessages.videoActions.notExported),
    );
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={messages.title(messages.formats[format])}
      description={messages.explanation}
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.cancel}</Button>
          <Button kind="primary" disabled={!wanted.success} onClick={save}>
            {messages.export}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {fields.map(([key, label, advice]) => (
          <TextField
            key={key}
            label={label}
            inputMode="numeric"
            value={draft[key]}
            error={captionStyleSchema.shape[key].safeParse(draft[key]).success ? undefined : advice}
            onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
          />
        ))}
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </form>
    </Dialog>
  );
}
