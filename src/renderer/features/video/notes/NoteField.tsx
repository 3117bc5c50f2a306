import { useState } from 'react';
import { formatClock } from '../../../client/formats/format.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { TextArea } from '../../../ui/inputs/TextArea.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { timelineId } from '../player/timelineShare.ts';
import { type NoteDraft, useNoteDraft } from './noteDraft.ts';

const words = videoMessages.notes;

/** A new note: Enter keeps it, Escape gives it up. What could not be kept stays, with the reason. */
export function NoteField({
  draft,
  onSave,
}: {
  draft: NoteDraft;
  onSave(note: NoteDraft): Promise<void>;
}): React.JSX.Element {
  const [error, setError] = useState<unknown>();
  const [saving, setSaving] = useState(false);
  const { startMs, endMs, text } = draft;
  const from = formatClock(startMs, true);
  const place = endMs === undefined ? from : words.span(from, formatClock(endMs, true));
  const end = (): void => {
    useNoteDraft.setState({ draft: undefined });
    // The keyboard goes on where it was: at the video.
    document.getElementById(timelineId)?.focus();
  };
  const save = async (): Promise<void> => {
    if (saving || text.trim() === '') return;
    setSaving(true);
    setError(undefined);
    try {
      await onSave({ ...draft, text: text.trim() });
      end();
    } catch (cause) {
      setError(cause);
    }
    setSaving(false);
  };
  return (
    <div className="flex flex-col gap-1.5">
      <TextArea
        label={words.noteAt(place)}
        autoFocus
        dir="auto"
        rows={3}
        maxLength={5_000}
        value={text}
        readOnly={saving}
        onChange={(event) =>
          useNoteDraft.setState({ draft: { ...draft, text: event.target.value } })
        }
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape') {
            event.stopPropagation();
            end();
          } else if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault();
            void save();
          }
        }}
      />
      <p className="text-small text-ink-3">{videoMessages.editableText.keysMultiline}</p>
      {error !== undefined && <ErrorLine error={error} />}
    </div>
  );
}
