import { Highlighter, Library, X } from 'lucide-react';
import { useState } from 'react';
import type { Quote, VideoDetail } from '../../../contract/index.ts';
import { codingMessages } from '../../messages/video/coding.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { EmptyState } from '../../ui/StateViews.tsx';
import { PanelSkeleton } from '../video/PanelSkeleton.tsx';
import { usePlayback } from '../video/playback/usePlayback.ts';
import { beginCoding } from './beginCoding.ts';
import { LibraryCodesDialog } from './library/LibraryCodesDialog.tsx';
import { placeOf, useCodingActions, useQuotesOf } from './useCodings.ts';

/** The coded spans of the video by their times, with what is said there; a click on one goes there. */
export function CodesPanel({ video }: { video: VideoDetail }): React.JSX.Element {
  const playback = usePlayback();
  const quotes = useQuotesOf(video.id);
  const { remove } = useCodingActions();
  const [isLibraryOpen, setLibraryOpen] = useState(false);
  if (quotes === undefined) return <PanelSkeleton />;
  return (
    <div className="flex h-full flex-col">
      <div className="flex justify-between gap-2 border-b border-line px-4 py-2">
        <Button
          size="small"
          icon={<Highlighter size={14} />}
          onClick={() => beginCoding(playback, video)}
        >
          {codingMessages.code}
        </Button>
        <Button
          size="small"
          kind="quiet"
          icon={<Library size={14} />}
          onClick={() => setLibraryOpen(true)}
        >
          {codingMessages.library.open}
        </Button>
      </div>
      {isLibraryOpen && <LibraryCodesDialog onClose={() => setLibraryOpen(false)} />}
      {quotes.length === 0 ? (
        <EmptyState title={codingMessages.none}>{codingMessages.noneExplanation}</EmptyState>
      ) : (
        <ol aria-label={codingMessages.label} className="min-h-0 flex-1 overflow-y-auto px-4 py-1">
          {quotes.map((quote) => (
            <QuoteOfVideo
              key={quote.id}
              quote={quote}
              onGo={() => playback.seek(quote.startMs)}
              onRemove={() => void remove(quote)}
            />
          ))}
        </ol>
      )}
    </div>
  );
}

function QuoteOfVideo({
  quote,
  onGo,
  onRemove,
}: {
  quote: Quote;
  onGo(): void;
  onRemove(): void;
}): React.JSX.Element {
  const { code, colour, coder, said, startMs } = quote;
  const place = placeOf(quote);
  return (
    <li
      className="my-2 border-l-4 pl-2.5 [contain-intrinsic-size:auto_60px] [content-visibility:auto]"
      style={{ borderColor: colour }}
    >
      <div className="flex items-center justify-between gap-2">
        <button
          type="button"
          data-seek={startMs}
          onClick={onGo}
          className="flex min-w-0 items-baseline gap-2 rounded-control text-left hover:underline"
        >
          <bdi className="truncate font-medium text-ink">{code}</bdi>{' '}
          <span className="shrink-0 text-small text-accent-ink">{place}</span>
        </button>
        <IconButton
          label={codingMessages.remove(code, place)}
          icon={<X size={13} />}
          className="-my-1"
          onClick={onRemove}
        />
      </div>
      {coder !== '' && (
        <p dir="auto" className="truncate text-small text-ink-3">
          {codingMessages.by(coder)}
        </p>
      )}
      <p dir="auto" className="text-ink-2 [overflow-wrap:anywhere] select-text">
        {said === '' ? <span className="text-ink-3">{codingMessages.silence}</span> : said}
      </p>
    </li>
  );
}
