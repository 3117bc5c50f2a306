import type { VideoDetail } from '../../../../contract/index.ts';
import { markedSpan } from '../playback/marks.ts';
import { usePlaybackState } from '../playback/usePlayback.ts';
import { shareOf } from './timelineShare.ts';

/** What a person marked: the span from in to out, and notes at their times. Over the timeline, in the way of nothing. */
export function TimelineMarks({ video }: { video: VideoDetail }): React.JSX.Element {
  const { durationMs } = video;
  const { marks } = usePlaybackState();
  const span = markedSpan(marks, durationMs);
  const at = (ms: number): string => `${shareOf(ms, durationMs) * 100}%`;
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-0">
      {video.notes.map(({ id, startMs, endMs }) => (
        <div
          key={id}
          className="absolute top-0 h-1.5 min-w-1 rounded-b-[2px] bg-caution opacity-80"
          style={{
            left: at(startMs),
            width: `${shareOf((endMs ?? startMs) - startMs, durationMs) * 100}%`,
          }}
        />
      ))}
      {span !== undefined && (
        <div
          data-testid="marked-span"
          className="absolute inset-y-0 bg-accent/20"
          style={{ left: at(span.startMs), right: `calc(100% - ${at(span.endMs)})` }}
        />
      )}
      {marks.inMs !== undefined && (
        <div
          data-testid="mark-in"
          className="absolute inset-y-0 w-1.5 border-y-2 border-l-2 border-accent-ink"
          style={{ left: at(marks.inMs) }}
        />
      )}
      {marks.outMs !== undefined && (
        <div
          data-testid="mark-out"
          className="absolute inset-y-0 w-1.5 -translate-x-full border-y-2 border-r-2 border-accent-ink"
          style={{ left: at(marks.outMs) }}
        />
      )}
    </div>
  );
}
