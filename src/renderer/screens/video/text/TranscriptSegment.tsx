import { memo } from 'react';
import type { SegmentDto } from '../../../../shared/index.ts';
import { formatClock } from '../../../client/format.ts';
import { usePlayback } from '../playback/usePlayback.ts';

/**
 * One segment: its time, and its words, each of which can be clicked. Tab reaches the time and
 * the first word; arrow keys go from word to word.
 */
export const TranscriptSegment = memo(function TranscriptSegment({
  segment,
  wanted,
}: {
  segment: SegmentDto;
  /** Lower case; words that contain it are highlighted. */
  wanted: string;
}): React.JSX.Element {
  const playback = usePlayback();
  const { startMs, text, words } = segment;
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const { activeElement } = document;
    const next =
      event.key === 'ArrowRight'
        ? activeElement?.nextElementSibling
        : event.key === 'ArrowLeft'
          ? activeElement?.previousElementSibling
          : undefined;
    if (!(next instanceof HTMLElement)) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div
      data-segment=""
      className="grid grid-cols-[52px_1fr] gap-2 rounded-control py-1.5 data-heard:bg-hover"
    >
      <button
        type="button"
        aria-label={`Go to ${formatClock(startMs, true)}`}
        onClick={() => playback.seek(startMs)}
        className="h-5 rounded-control px-1 text-right text-small text-ink-3 hover:text-accent-ink"
      >
        {formatClock(startMs, true)}
      </button>
      {words.length === 0 ? (
        <button
          type="button"
          dir="auto"
          onClick={() => playback.seek(startMs)}
          className="text-left text-body text-ink [overflow-wrap:anywhere] hover:text-accent-ink"
        >
          {text}
        </button>
      ) : (
        <p dir="auto" className="text-body text-ink [overflow-wrap:anywhere]" onKeyDown={onKeyDown}>
          {words.map((word, index) => (
            <button
              key={`${word.startMs} ${word.text}`}
              type="button"
              data-word={index}
              tabIndex={index === 0 ? 0 : -1}
              onClick={() => playback.seek(word.startMs)}
              className={`mr-[0.28em] inline rounded-[3px] hover:bg-accent-soft hover:text-accent-ink data-heard:bg-accent data-heard:text-on-accent ${wanted !== '' && wanted.split(/\s+/).some((part) => word.text.toLowerCase().includes(part)) ? 'bg-mark' : ''}`}
            >
              {word.text}
            </button>
          ))}
        </p>
      )}
    </div>
  );
});
