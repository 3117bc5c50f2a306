import { memo, useEffect, useRef, useState } from 'react';
import type { VideoDetail } from '../../../../contract/index.ts';
import { formatClock } from '../../../client/formats/format.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { usePlayback } from '../playback/usePlayback.ts';
import { PlayedWaveform } from './PlayedWaveform.tsx';
import { TimelineMarks } from './TimelineMarks.tsx';
import { TimelinePreview } from './TimelinePreview.tsx';
import { shareOf, timeAt, timelineId } from './timelineShare.ts';
import { useTimelineKeys } from './useTimelineKeys.ts';

/** More shots than these would hide the loudness: they are marked along the edge alone. */
const maxFullMarks = 60;

/** The whole video in a line: loudness, shots, where playback is; click or drag to go there. */
export function Timeline({ video }: { video: VideoDetail }): React.JSX.Element {
  const playback = usePlayback();
  const slider = useRef<HTMLDivElement>(null);
  const playhead = useRef<HTMLDivElement>(null);
  const [hover, setHover] = useState<{ atMs: number; x: number; width: number }>();
  const { durationMs } = video;
  const onKeyDown = useTimelineKeys(durationMs);

  useEffect(
    () =>
      playback.onTime((timeMs) => {
        const { current: line } = playhead;
        const { current: track } = slider;
        if (line === null || track === null) return;
        line.style.left = `${shareOf(timeMs, durationMs) * 100}%`;
        // Told in whole seconds: a screen reader would never come to the end of a number.
        const seconds = Math.floor(timeMs / 1_000);
        if (track.getAttribute('aria-valuenow') === `${seconds}`) return;
        track.setAttribute('aria-valuenow', `${seconds}`);
        track.setAttribute(
          'aria-valuetext',
          videoMessages.timeline.timeOf(formatClock(timeMs), formatClock(durationMs)),
        );
      }),
    [playback, durationMs],
  );

  return (
    <div className="relative">
      <div
        ref={slider}
        id={timelineId}
        role="slider"
        tabIndex={0}
        aria-label={videoMessages.timeline.time}
        aria-valuemin={0}
        aria-valuemax={Math.ceil(durationMs / 1_000)}
        aria-valuenow={0}
        className="relative h-12 touch-none overflow-hidden rounded-control bg-sunken text-ink-3"
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          const line = event.currentTarget.getBoundingClientRect();
          playback.seek(timeAt(event.clientX, line, durationMs));
        }}
        onPointerMove={(event) => {
          const line = event.currentTarget.getBoundingClientRect();
          const atMs = timeAt(event.clientX, line, durationMs);
          setHover({ atMs, x: event.clientX - line.left, width: line.width });
          if (event.currentTarget.hasPointerCapture(event.pointerId)) playback.seek(atMs);
        }}
        onPointerLeave={() => setHover(undefined)}
      >
        {video.waveform !== undefined && <PlayedWaveform video={video} />}
        <ShotMarks shots={video.shots} durationMs={durationMs} />
        <TimelineMarks video={video} />
        {hover !== undefined && (
          <div
            className="absolute inset-y-0 w-px bg-ink-3"
            style={{ left: `${shareOf(hover.atMs, durationMs) * 100}%` }}
          />
        )}
        <div ref={playhead} className="absolute inset-y-0 w-0.5 -translate-x-px bg-accent-ink" />
      </div>
      {hover !== undefined && <TimelinePreview video={video} {...hover} />}
    </div>
  );
}

/** Where a shot gives way to the next. Apart, so that hundreds are not drawn with each move. */
const ShotMarks = memo(function ShotMarks({
  shots,
  durationMs,
}: {
  shots: VideoDetail['shots'];
  durationMs: number;
}): React.JSX.Element[] {
  const extent = shots.length > maxFullMarks ? 'bottom-0 h-1.5' : 'inset-y-0';
  return shots.slice(1).map(({ startMs }, index) => (
    <div
      // biome-ignore lint/suspicious/noArrayIndexKey: shots have no other name than their place
      key={index}
      className={`absolute w-px bg-line-strong ${extent}`}
      style={{ left: `${shareOf(startMs, durationMs) * 100}%` }}
    />
  ));
});
