import { Maximize, Minimize, Pause, Play, SkipBack, SkipForward } from 'lucide-react';
import type { PlayerAction, VideoDetail } from '../../../../contract/index.ts';
import { keyLabels } from '../../../client/playerKeys/keyNames.ts';
import { usePlayerKeyMap } from '../../../client/playerKeys/usePlayerKeyMap.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Select } from '../../../ui/inputs/Select.tsx';
import { neighbourShotMs } from '../playback/spanAt.ts';
import { useFullScreen } from '../playback/useFullScreen.ts';
import { usePlayback, usePlaybackState } from '../playback/usePlayback.ts';
import { Clock } from './Clock.tsx';
import { Sound } from './Sound.tsx';
import { ShuttleSpeed, SpanControls } from './SpanControls.tsx';

const rates = ['0.5', '0.75', '1', '1.25', '1.5', '2'].map((value) => ({
  value,
  label: `${value}×`,
}));

/** Play, shots, time, sound, speed and full screen. */
export function Controls({ video }: { video: VideoDetail | undefined }): React.JSX.Element {
  const playback = usePlayback();
  const keys = usePlayerKeyMap();
  const shortcutOf = (action: PlayerAction) => {
    const [key] = keys[action];
    return key === undefined ? {} : { shortcut: keyLabels(key).join(' ') };
  };
  const { playing, rate, durationMs } = usePlaybackState();
  const { full, toggle } = useFullScreen();
  const shots = video?.shots ?? [];
  const toShot = (direction: 'before' | 'after'): void => {
    const startMs = neighbourShotMs(shots, playback.timeMs, direction);
    if (startMs !== undefined) playback.seek(startMs);
  };
  return (
    <div className="@container">
      <div className="flex items-center gap-1">
        <IconButton
          label={videoMessages.controls.previousShot}
          {...shortcutOf('previousShot')}
          icon={<SkipBack size={15} />}
          disabled={shots.length < 2}
          onClick={() => toShot('before')}
        />
        <IconButton
          label={playing ? videoMessages.controls.pause : videoMessages.controls.play}
          {...shortcutOf('playOrPause')}
          icon={playing ? <Pause size={16} /> : <Play size={16} />}
          onClick={() => playback.toggle()}
        />
        <IconButton
          label={videoMessages.controls.nextShot}
          {...shortcutOf('nextShot')}
          icon={<SkipForward size={15} />}
          disabled={shots.length < 2}
          onClick={() => toShot('after')}
        />
        <Clock durationMs={video?.durationMs ?? durationMs} />
        <ShuttleSpeed />
        <SpanControls durationMs={video?.durationMs ?? durationMs} />
        <div className="flex-1" />
        <Sound />
        <Select
          label={videoMessages.controls.speed}
          hideLabel
          value={`${rate}`}
          options={rates}
          onChange={(value) => playback.setRate(Number(value))}
          className="w-[76px]"
        />
        <IconButton
          label={full ? videoMessages.controls.leaveFullScreen : videoMessages.controls.fullScreen}
          {...shortcutOf('fullScreen')}
          icon={full ? <Minimize size={15} /> : <Maximize size={15} />}
          onClick={toggle}
        />
      </div>
    </div>
  );
}
