import { GitCompareArrows } from 'lucide-react';
import type { TranscriptConflict, VideoDetail } from '../../../../../contract/index.ts';
import { transcriptMessages } from '../../../../messages/video/transcripts.ts';
import { Button } from '../../../../ui/Button.tsx';
import { usePlayback } from '../../playback/usePlayback.ts';
import { rowClock } from '../followed/rowClock.ts';
import { useTranscriptEdits } from './useTranscriptEdits.ts';

const { conflicts: messages } = transcriptMessages;

/** Where a newer transcription and an edit differ: a person takes either. Nothing where none do. */
export function TranscriptConflicts({ video }: { video: VideoDetail }): React.JSX.Element | null {
  const { resolve } = useTranscriptEdits(video.id);
  const conflicts = video.transcriptEdits?.conflicts ?? [];
  if (conflicts.length === 0) return null;
  return (
    <section
      aria-labelledby="transcript-conflicts"
      className="mx-4 mb-2 flex max-h-56 shrink-0 flex-col gap-1.5 overflow-y-auto rounded-control bg-caution-soft px-3 py-2"
    >
      <h2
        id="transcript-conflicts"
        className="flex items-center gap-1.5 text-small font-medium text-caution"
      >
        <GitCompareArrows size={13} aria-hidden="true" />
        {messages.title(conflicts.length)}
      </h2>
      <ul aria-label={messages.list} className="flex flex-col gap-2">
        {conflicts.map((conflict) => (
          <li key={conflict.id}>
            <Conflict conflict={conflict} onTake={(take) => void resolve(conflict.id, take)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Conflict({
  conflict: { startMs, edited, heard },
  onTake,
}: {
  conflict: TranscriptConflict;
  onTake(side: 'edited' | 'heard'): void;
}): React.JSX.Element {
  const playback = usePlayback();
  const time = rowClock(startMs);
  return (
    <div className="grid grid-cols-[52px_minmax(0,1fr)_auto] items-center gap-x-2 gap-y-1">
      <button
        type="button"
        onClick={() => playback.seek(startMs)}
        className="row-span-2 self-start rounded-control px-1 text-right text-small leading-6 text-ink-2"
      >
        {time}
      </button>
      <Side name={messages.edited} text={edited} />
      <Button
        size="small"
        aria-label={messages.keepEdited(edited || messages.nothing, time)}
        onClick={() => onTake('edited')}
      >
        {messages.keep}
      </Button>
      <Side name={messages.heard} text={heard} />
      <Button
        size="small"
        aria-label={messages.takeHeard(heard || messages.nothing, time)}
        onClick={() => onTake('heard')}
      >
        {messages.take}
      </Button>
    </div>
  );
}

function Side({ name, text }: { name: string; text: string }): React.JSX.Element {
  return (
    <p className="min-w-0 text-body text-ink [overflow-wrap:anywhere]">
      <span className="text-small text-ink-2">{name}</span>{' '}
      <span dir="auto">{text === '' ? messages.nothing : text}</span>
    </p>
  );
}
