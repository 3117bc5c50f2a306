import { Maximize, Pause, Play, SkipBack, SkipForward, Volume2, VolumeX } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { VideoDetail } from '../../../../shared/index.ts';
import { formatClock } from '../../../client/format.ts';
import { IconButton } from '../../../primitives/IconButton.tsx';
import { Select } from '../../../primitives/Select.tsx';
import { neighbourShotMs } from '../playback/spanAt.ts';
import { usePlayback, usePlaybackState } from '../playback/usePlayback.ts';

const rates = ['0.5', '0.75', '1', '1.25', '1.5', '2'].map((value) => ({
  value,
  label: `${value}×`,
}));

/** Play, shots, time, sound, speed and full screen. */
export function Controls({ video }: { video: VideoDetail | undefined }): React.JSX.Element {
  const playback = usePlayback();
  const { playing, muted, rate } = usePlaybackState();
  const shots = video?.shots ?? [];
  const toShot = (direction: 'before' | 'after'): void => {
    const startMs = neighbourShotMs(shots, playback.timeMs, direction);
    if (startMs !== undefined) playback.seek(startMs);
  };
  return (
    <div className="flex items-center gap-1">
      <IconButton
        label="Shot before"
        shortcut="["
        icon={<SkipBack size={15} />}
        disabled={shots.length < 2}
        onClick={() => toShot('before')}
      />
      <IconButton
        label={playing ? 'Pause' : 'Play'}
        shortcut="Space"
        icon={playing ? <Pause size={16} /> : <Play size={16} />}
        onClick={() => playback.toggle()}
      />
      <IconButton
        label="Shot after"
        shortcut="]"
        icon={<SkipForward size={15} />}
        disabled={shots.length < 2}
        onClick={() => toShot('after')}
      />
      <Clock durationMs={video?.durationMs ?? 0} />
      <div className="flex-1" />
      <Select
        label="Speed"
        hideLabel
        value={`${rate}`}
        options={rates}
        onChange={(value) => playback.setRate(Number(value))}
        className="w-20"
      />
      <IconButton
        label={muted ? 'Sound on' : 'Sound off'}
        shortcut="M"
        icon={muted ? <VolumeX size={16} /> : <Volume2 size={16} />}
        onClick={() => playback.setMuted(!muted)}
      />
      <IconButton
        label="Full screen"
        shortcut="F"
        icon={<Maximize size={15} />}
        onClick={() => playback.enterFullScreen()}
      />
    </div>
  );
}

/** The time of playback; written past React, many times a second. */
function Clock({ durationMs }: { durationMs: number }): React.JSX.Element {
  const playback = usePlayback();
  const element = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      playback.onTime((timeMs) => {
        if (element.current !== null) element.current.textContent = formatClock(timeMs, true);
      }),
    [playback],
  );
  return (
    <span className="ml-1 text-small text-ink-2">
      <span ref={element} data-testid="clock">
        0:00.0
      </span>
      <span className="text-ink-3"> / {formatClock(durationMs, true)}</span>
    </span>
  );
}
