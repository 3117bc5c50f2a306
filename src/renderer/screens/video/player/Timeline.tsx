import { useEffect, useRef, useState } from 'react';
import type { VideoDetail } from '../../../../shared/index.ts';
import { formatClock } from '../../../client/format.ts';
import { mediaUrl } from '../../../client/mediaUrl.ts';
import { usePlayback } from '../playback/usePlayback.ts';
import { Waveform } from './Waveform.tsx';

const smallStepMs = 1_000;
const largeStepMs = 5_000;

/** The whole video in a line: loudness, shots, where playback is; click or drag to go there. */
export function Timeline({ video }: { video: VideoDetail }): React.JSX.Element {
  const playback = usePlayback();
  const slider = useRef<HTMLDivElement>(null);
  const playhead = useRef<HTMLDivElement>(null);
  const [hoverMs, setHoverMs] = useState<number>();
  const durationMs = Math.max(1, video.durationMs);

  useEffect(
    () =>
      playback.onTime((timeMs) => {
        const { current: line } = playhead;
        const { current: track } = slider;
        if (line === null || track === null) return;
        line.style.left = `${Math.min(100, (timeMs / durationMs) * 100)}%`;
        track.setAttribute('aria-valuenow', `${Math.round(timeMs)}`);
        track.setAttribute(
          'aria-valuetext',
          `${formatClock(timeMs)} of ${formatClock(durationMs)}`,
        );
      }),
    [playback, durationMs],
  );

  const timeAt = (event: React.PointerEvent): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
    return share * durationMs;
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const step = event.shiftKey ? largeStepMs : smallStepMs;
    const targets: Record<string, number> = {
      ArrowLeft: playback.timeMs - step,
      ArrowRight: playback.timeMs + step,
      Home: 0,
      End: durationMs,
    };
    const targetMs = targets[event.key];
    if (targetMs === undefined) return;
    event.preventDefault();
    playback.seek(targetMs);
  };

  return (
    <div className="relative">
      <div
        ref={slider}
        role="slider"
        tabIndex={0}
        aria-label="Time"
        aria-valuemin={0}
        aria-valuemax={Math.round(durationMs)}
        aria-valuenow={0}
        className="relative h-12 touch-none overflow-hidden rounded-control bg-sunken"
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          playback.seek(timeAt(event));
        }}
        onPointerMove={(event) => {
          setHoverMs(timeAt(event));
          if (event.currentTarget.hasPointerCapture(event.pointerId)) playback.seek(timeAt(event));
        }}
        onPointerLeave={() => setHoverMs(undefined)}
      >
        {video.waveform !== undefined && <Waveform videoId={video.id} />}
        {video.shots.slice(1).map(({ startMs }) => (
          <div
            key={startMs}
            className="absolute inset-y-0 w-px bg-line-strong"
            style={{ left: `${(startMs / durationMs) * 100}%` }}
          />
        ))}
        <div ref={playhead} className="absolute inset-y-0 w-0.5 -translate-x-px bg-accent-ink" />
      </div>
      {hoverMs !== undefined && <Preview video={video} atMs={hoverMs} durationMs={durationMs} />}
    </div>
  );
}

/** The picture at the pointer, from the sprite, with its time. */
function Preview({
  video: { id, sprite },
  atMs,
  durationMs,
}: {
  video: VideoDetail;
  atMs: number;
  durationMs: number;
}): React.JSX.Element {
  const tile =
    sprite === undefined
      ? 0
      : Math.min(sprite.columns * sprite.rows - 1, Math.floor(atMs / sprite.intervalMs));
  return (
    <div
      className="pointer-events-none absolute bottom-full mb-1.5 flex -translate-x-1/2 flex-col items-center rounded-control bg-raised p-1 text-caption text-ink shadow-floating"
      style={{ left: `${(atMs / durationMs) * 100}%` }}
    >
      {sprite !== undefined && (
        <div
          className="mb-0.5 rounded-[3px] bg-stage"
          style={{
            width: sprite.tileWidth,
            height: sprite.tileHeight,
            backgroundImage: `url(${mediaUrl(id, 'sprite')})`,
            backgroundPosition: `-${(tile % sprite.columns) * sprite.tileWidth}px -${Math.floor(tile / sprite.columns) * sprite.tileHeight}px`,
          }}
        />
      )}
      {formatClock(atMs, true)}
    </div>
  );
}
