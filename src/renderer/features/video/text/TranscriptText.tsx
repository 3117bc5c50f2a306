import type { SegmentDto } from '../../../../contract/index.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';
import { rowClock } from './followed/rowClock.ts';

/** A transcript to be read: its lines with their times. */
export function TranscriptText({
  data,
  error,
}: {
  data: { transcript: readonly SegmentDto[] } | undefined;
  error: unknown;
}): React.JSX.Element {
  if (error !== null) return <ErrorLine error={error} />;
  if (data === undefined) return <Skeleton className="h-20" />;
  return (
    <section
      aria-label={videoMessages.earlierTranscripts.text}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
      tabIndex={0}
      className="max-h-64 overflow-y-auto rounded-control bg-sunken px-3 py-2 select-text"
    >
      {data.transcript.map(({ startMs, endMs, text }) => (
        <p key={`${startMs} ${endMs}`} className="grid grid-cols-[52px_minmax(0,1fr)] gap-2">
          <span className="text-right text-small leading-5 text-ink-3">{rowClock(startMs)}</span>
          <span dir="auto" className="text-ink [overflow-wrap:anywhere]">
            {text}
          </span>
        </p>
      ))}
    </section>
  );
}
