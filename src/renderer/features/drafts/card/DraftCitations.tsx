import { useRef } from 'react';
import type { Citation } from '../../../../contract/index.ts';
import { formatClock } from '../../../client/formats/format.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { momentKey } from '../../player/moment.ts';
import { numberOf } from './citedText.ts';

/** How long a pointer rests on a citation before it plays: longer than it takes to cross it. */
const restMs = 350;

/** What a draft rests on. Each moment plays when it is pressed, or pointed at for a while. */
export function DraftCitations({
  citations,
  evidence,
  onPlay,
}: {
  citations: readonly Citation[];
  evidence: readonly Citation[];
  onPlay(citation: Citation): void;
}): React.JSX.Element {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const waiting = useRef<Citation>(undefined);
  const leave = (): void => {
    clearTimeout(timer.current);
    waiting.current = undefined;
  };
  const wait = (citation: Citation): void => {
    if (waiting.current === citation) return;
    leave();
    waiting.current = citation;
    timer.current = setTimeout(() => onPlay(citation), restMs);
  };
  return (
    <ul aria-label={draftsMessages.draftCard.citations} className="-ml-1.5 flex flex-wrap gap-1">
      {citations.map((citation, i) => (
        <li key={momentKey(citation)} className="min-w-0 max-w-full">
          <button
            type="button"
            title={citation.quote}
            onClick={() => {
              leave();
              onPlay(citation);
            }}
            // React tells no entering when what the pointer came from is gone, such as a toast.
            onPointerOver={() => wait(citation)}
            onPointerLeave={leave}
            onFocus={({ target }) => target.matches(':focus-visible') && wait(citation)}
            onBlur={leave}
            className="flex h-6 max-w-full items-center gap-1.5 rounded-control px-1.5 text-small text-ink-2 hover:bg-hover hover:text-ink"
          >
            <span className="sr-only">{draftsMessages.draftCard.playSource} </span>
            <span className="font-medium text-accent-ink">
              [{numberOf(evidence, citation) ?? i + 1}]
            </span>
            <bdi className="truncate">{citation.title}</bdi>
            <span className="shrink-0">{formatClock(citation.startMs)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
