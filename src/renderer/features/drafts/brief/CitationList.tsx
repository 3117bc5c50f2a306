import type { Citation } from '../../../../contract/index.ts';
import { formatClock } from '../../../client/formats/format.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { moveFocus } from '../../../ui/moveFocus.ts';
import { MomentThumbnail } from '../../player/MomentThumbnail.tsx';
import { momentKey } from '../../player/moment.ts';

/** The moments that drafts may cite, numbered as the citations are; each is played in place. */
export function CitationList({
  citations,
  currentKey,
  onPlay,
}: {
  citations: readonly Citation[];
  currentKey: string | undefined;
  onPlay(citation: Citation): void;
}): React.JSX.Element {
  return (
    <ol
      aria-label={draftsMessages.citationPane.label}
      onKeyDown={moveFocus}
      className="flex flex-col"
    >
      {citations.map((citation, i) => {
        const key = momentKey(citation);
        const current = key === currentKey;
        return (
          <li key={key}>
            <button
              type="button"
              data-item
              aria-current={current}
              tabIndex={current ? 0 : -1}
              onClick={() => onPlay(citation)}
              className="flex w-full items-start gap-2.5 rounded-panel p-2 text-left hover:bg-hover focus-visible:-outline-offset-2 aria-[current=true]:bg-accent-soft"
            >
              <MomentThumbnail
                videoId={citation.videoId}
                atMs={citation.startMs}
                className="h-[60px] w-9"
              />
              <span className="flex min-w-0 flex-1 flex-col gap-0.5">
                <span dir="auto" className="line-clamp-2 text-ink [overflow-wrap:anywhere]">
                  {citation.quote}
                </span>
                <span className="flex min-w-0 gap-1.5 text-small text-ink-2">
                  <span className="font-medium text-ink">[{i + 1}]</span>
                  <bdi className="truncate">{citation.title}</bdi>
                  <span className="ml-auto shrink-0">{formatClock(citation.startMs)}</span>
                </span>
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
