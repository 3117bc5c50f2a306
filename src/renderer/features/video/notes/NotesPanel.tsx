import { NotebookPen, Trash2 } from 'lucide-react';
import type { NoteDto, VideoDetail } from '../../../../contract/index.ts';
import { formatClock } from '../../../client/formats/format.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { EmptyState } from '../../../ui/StateViews.tsx';
import { EditableText } from '../details/EditableText.tsx';
import { usePlayback } from '../playback/usePlayback.ts';
import { beginNote } from './beginNote.ts';
import { NoteField } from './NoteField.tsx';
import { useNoteDraft } from './noteDraft.ts';
import { useNotes } from './useNotes.ts';

const words = videoMessages.notes;

/** What people wrote at times of the video, in their order; a click on a time goes there. */
export function NotesPanel({ video }: { video: VideoDetail }): React.JSX.Element {
  const playback = usePlayback();
  const draft = useNoteDraft((state) => state.draft);
  const { add, edit, remove } = useNotes(video.id);
  const isWriting = draft?.videoId === video.id;
  const begin = (
    <Button
      size="small"
      icon={<NotebookPen size={14} />}
      onClick={() => beginNote(playback, video.id)}
    >
      {words.add}
    </Button>
  );
  if (video.notes.length === 0 && !isWriting) {
    return (
      <EmptyState title={words.none} actions={begin}>
        {words.noneExplanation}
      </EmptyState>
    );
  }
  return (
    <div className="flex h-full flex-col">
      <div className="border-b border-line px-4 py-2">
        {isWriting ? <NoteField draft={draft} onSave={add} /> : begin}
      </div>
      <ol aria-label={words.label} className="min-h-0 flex-1 overflow-y-auto px-4 py-1">
        {video.notes.map((note) => (
          <Note key={note.id} note={note} onEdit={edit} onRemove={remove} />
        ))}
      </ol>
    </div>
  );
}

function Note({
  note,
  onEdit,
  onRemove,
}: {
  note: NoteDto;
  onEdit(note: NoteDto, text: string): Promise<void>;
  onRemove(note: NoteDto): Promise<void>;
}): React.JSX.Element {
  const playback = usePlayback();
  const { startMs, endMs, text } = note;
  const from = formatClock(startMs, true);
  const place = endMs === undefined ? from : words.span(from, formatClock(endMs, true));
  return (
    <li className="border-b border-line py-2 last:border-0">
      <div className="flex items-center justify-between gap-2">
        <button
          type="button"
          data-seek={startMs}
          aria-label={words.goTo(place)}
          onClick={() => playback.seek(startMs)}
          className="rounded-control text-small font-medium text-accent-ink hover:underline"
        >
          {place}
        </button>
        <IconButton
          label={words.remove(place)}
          icon={<Trash2 size={13} />}
          className="-my-1"
          onClick={() => void onRemove(note)}
        />
      </div>
      <EditableText
        label={words.noteAt(place)}
        value={text}
        maxLength={5_000}
        rows={3}
        required
        onSave={(next) => onEdit(note, next)}
      >
        <p
          dir="auto"
          className="whitespace-pre-wrap text-body text-ink [overflow-wrap:anywhere] select-text"
        >
          {text}
        </p>
      </EditableText>
    </li>
  );
}
