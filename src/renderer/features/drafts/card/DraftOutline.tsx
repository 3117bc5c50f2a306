import type { Citation, Draft } from '../../../../contract/index.ts';
import { formatClock } from '../../../client/formats/format.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { DraftCitations } from './DraftCitations.tsx';

const texts = draftsMessages.draftOutline;

/** What comes after the hook, each part with its time and what it rests on. */
export function DraftOutline({
  outline,
  evidence,
  onPlay,
}: {
  outline: NonNullable<Draft['outline']>;
  evidence: readonly Citation[];
  onPlay(citation: Citation): void;
}): React.JSX.Element {
  return (
    <ol aria-label={texts.label} className="my-1 flex flex-col border-t border-line">
      {outline.map(({ beat, text, startMs, endMs, citations }) => (
        <li
          key={beat}
          className="grid grid-cols-[84px_minmax(0,1fr)] gap-x-2 border-b border-line py-1.5"
        >
          <span className="flex flex-col text-small">
            <span className="font-medium text-ink">{texts.beats[beat]}</span>
            <span className="text-ink-3 tabular-nums">
              {formatClock(startMs)} – {formatClock(endMs)}
            </span>
          </span>
          <span className="flex min-w-0 flex-col">
            <span
              dir="auto"
              className={`[overflow-wrap:anywhere] ${text === undefined ? 'text-ink-2 italic' : 'text-ink'}`}
            >
              {text ?? texts.yours}
            </span>
            {beat !== 'hook' && (
              <DraftCitations citations={citations} evidence={evidence} onPlay={onPlay} />
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
