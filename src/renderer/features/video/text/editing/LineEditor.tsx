import {
  ArrowDownToLine,
  ArrowUpToLine,
  ChevronsDown,
  ChevronsUp,
  TextCursorInput,
} from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { maxLineCharacters, type VideoDetail } from '../../../../../contract/index.ts';
import { commonMessages } from '../../../../messages/common.ts';
import { transcriptMessages } from '../../../../messages/video/transcripts.ts';
import { Button } from '../../../../ui/Button.tsx';
import { IconButton } from '../../../../ui/IconButton.tsx';
import { TextArea } from '../../../../ui/inputs/TextArea.tsx';
import { ErrorLine } from '../../../../ui/StateViews.tsx';
import { usePlayback } from '../../playback/usePlayback.ts';
import { rowClock } from '../followed/rowClock.ts';
import { lineMoves } from './lineMoves.ts';
import { type EditedLine, useTranscriptEdits } from './useTranscriptEdits.ts';

interface LineEditorProps {
  video: VideoDetail;
  position: number;
  /** The line that has the keyboard then. */
  onEnd(position: number): void;
}

/** A line as a field, with what can be done to it and its neighbours. What was not kept stays, with why. */
export function LineEditor({ video, position, onEnd }: LineEditorProps): React.JSX.Element {
  const line = video.transcript[position];
  const hint = useId();
  const playback = usePlayback();
  const { edit } = useTranscriptEdits(video.id);
  const [draft, setDraft] = useState(line?.text ?? '');
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const stored = line?.text ?? '';
  const moves = lineMoves(video.transcript, position);
  const isSame = draft === stored;

  const apply = async (wanted: EditedLine | undefined): Promise<void> => {
    if (wanted === undefined || busy) return;
    setBusy(true);
    try {
      await edit(wanted);
      onEnd(wanted.position);
    } catch (cause) {
      setError(cause);
      setBusy(false);
    }
  };
  const save = (): void => {
    if (isSame) onEnd(position);
    else void apply({ position, text: stored, edit: { type: 'text', text: draft } });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const { selectionStart, selectionEnd } = event.currentTarget;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      save();
    } else if (event.key === 'Backspace' && isSame && selectionStart === 0 && selectionEnd === 0) {
      event.preventDefault();
      void apply(moves.joinAbove);
    }
  };
  const move = (label: string, icon: React.ReactNode, wanted: EditedLine | undefined) => (
    <IconButton
      label={label}
      icon={icon}
      // What is typed is saved first: a move is of the line as it is kept.
      disabled={wanted === undefined || busy || !isSame}
      onClick={() => void apply(wanted)}
    />
  );
  return (
    <fieldset
      aria-label={transcriptMessages.editor}
      className="flex flex-col gap-1.5 py-1.5"
      onKeyDown={(event) => {
        // Keys of the list are not for what is edited.
        event.stopPropagation();
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) onEnd(position);
      }}
    >
      <TextArea
        label={transcriptMessages.lineAt(rowClock(line?.startMs ?? 0))}
        aria-describedby={hint}
        autoFocus
        dir="auto"
        rows={Math.min(6, Math.max(2, draft.split('\n').length, Math.ceil(draft.length / 48)))}
        maxLength={maxLineCharacters}
        value={draft}
        readOnly={busy}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="flex flex-wrap items-center gap-1">
        {move(transcriptMessages.joinAbove, <ArrowUpToLine size={14} />, moves.joinAbove)}
        {move(transcriptMessages.joinBelow, <ArrowDownToLine size={14} />, moves.joinBelow)}
        {move(transcriptMessages.firstWordUp, <ChevronsUp size={14} />, moves.firstWordUp)}
        {move(transcriptMessages.lastWordDown, <ChevronsDown size={14} />, moves.lastWordDown)}
        <IconButton
          label={transcriptMessages.endHere}
          icon={<TextCursorInput size={14} />}
          disabled={moves.joinBelow === undefined || busy || !isSame}
          onClick={() => {
            const atMs = Math.round(playback.timeMs);
            void apply({ position, text: stored, edit: { type: 'boundary', atMs } });
          }}
        />
        <span className="ml-auto flex gap-2">
          <Button size="small" kind="quiet" onClick={() => onEnd(position)}>
            {commonMessages.cancel}
          </Button>
          <Button size="small" kind="primary" disabled={busy} onClick={save}>
            {commonMessages.save}
          </Button>
        </span>
      </div>
      <p id={hint} className="text-small text-ink-3">
        {transcriptMessages.keys}
      </p>
      {error !== undefined && <ErrorLine error={error} />}
    </fieldset>
  );
}
