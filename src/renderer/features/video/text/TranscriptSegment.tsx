import { Pencil, Sparkles } from 'lucide-react';
import { Fragment } from 'react';
import { Link } from 'wouter';
import type { SegmentDto, VideoId } from '../../../../contract/index.ts';
import { searchMessages } from '../../../messages/library/search.ts';
import { transcriptMessages } from '../../../messages/video/transcripts.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { type LanedQuote, SegmentStripes } from '../../coding/SegmentStripes.tsx';
import { likeAddress } from '../../player/moment.ts';
import { rowClock } from './followed/rowClock.ts';
import { foundIn, type Piece, piecesOf } from './foundIn.ts';
import { layWords } from './layWords.ts';

interface TranscriptSegmentProps {
  videoId: VideoId;
  segment: SegmentDto;
  /** Coded spans of the video in their lanes. */
  quotes: readonly LanedQuote[];
  /** Marked where it is said. */
  wanted: string;
  tabbable: boolean;
  onEdit(): void;
}

/** One segment: its time, and its words, each of which leads to where it is said. */
export function TranscriptSegment({
  videoId,
  segment,
  quotes,
  wanted,
  tabbable,
  onEdit,
}: TranscriptSegmentProps): React.JSX.Element {
  const { startMs, endMs, words } = segment;
  const { text, ranges } =
    words.length > 0 ? layWords(segment) : { text: segment.text, ranges: [] };
  const found = foundIn(text, wanted);
  const pieces = (start: number, end: number): Piece[] => piecesOf(text, [start, end], found);
  return (
    <div
      data-segment=""
      className="group relative grid grid-cols-[52px_minmax(0,1fr)] gap-2 rounded-control py-1.5 pr-12 data-heard:bg-hover"
    >
      <SegmentStripes segment={segment} quotes={quotes} />
      <button
        type="button"
        data-stop=""
        data-seek={startMs}
        tabIndex={tabbable ? 0 : -1}
        aria-label={videoMessages.transcriptSegment.goTo(rowClock(startMs))}
        className="h-5 rounded-control px-1 text-right text-small leading-5 text-ink-3 hover:text-accent-ink"
      >
        {endMs > 0 && rowClock(startMs)}
      </button>
      {words.length === 0 ? (
        <button
          type="button"
          dir="auto"
          data-stop=""
          data-seek={startMs}
          data-end={endMs}
          tabIndex={-1}
          className="select-text text-start text-body text-ink [overflow-wrap:anywhere] hover:text-accent-ink"
        >
          <Pieces pieces={pieces(0, text.length)} />
        </button>
      ) : (
        <p dir="auto" className="text-body text-ink [overflow-wrap:anywhere]">
          {ranges.map(([start, end], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same word may come twice
            <Fragment key={index}>
              <Pieces pieces={pieces(ranges[index - 1]?.[1] ?? 0, start)} />
              <button
                type="button"
                data-stop=""
                data-word={index}
                data-seek={words[index]?.startMs}
                data-end={words[index]?.endMs}
                tabIndex={-1}
                className="inline rounded-[3px] select-text hover:bg-accent-soft hover:text-accent-ink data-heard:bg-accent data-heard:text-on-accent"
              >
                <Pieces pieces={pieces(start, end)} />
              </button>
            </Fragment>
          ))}
          <Pieces pieces={pieces(ranges.at(-1)?.[1] ?? 0, text.length)} />
        </p>
      )}
      <button
        type="button"
        data-stop=""
        tabIndex={-1}
        aria-label={transcriptMessages.edit}
        title={transcriptMessages.edit}
        onClick={onEdit}
        className="absolute top-1.5 right-6 flex size-5 items-center justify-center rounded-control text-ink-3 opacity-0 hover:text-accent-ink focus-visible:opacity-100 group-hover:opacity-100"
      >
        <Pencil size={12} aria-hidden="true" />
      </button>
      {endMs > 0 && (
        <Link
          href={likeAddress({ videoId, startMs })}
          // The keyboard has Shift M on the line.
          tabIndex={-1}
          aria-label={searchMessages.like.moreMoment}
          title={videoMessages.transcriptSegment.moreLikeThis}
          className="absolute top-1.5 right-0.5 flex size-5 items-center justify-center rounded-control text-ink-3 opacity-0 hover:text-accent-ink focus-visible:opacity-100 group-hover:opacity-100"
        >
          <Sparkles size={13} aria-hidden="true" />
        </Link>
      )}
    </div>
  );
}

function Pieces({ pieces }: { pieces: readonly Piece[] }): React.JSX.Element[] {
  return pieces.map(({ text, marked }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no name but their place
    <Fragment key={index}>{marked ? <mark>{text}</mark> : text}</Fragment>
  ));
}
