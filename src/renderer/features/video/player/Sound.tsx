import { Volume1, Volume2, VolumeX } from 'lucide-react';
import { videoMessages } from '../../../messages/video/video.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { usePlayback, usePlaybackState } from '../playback/usePlayback.ts';

/** The browser's own thumb, in our colours; the line below it is drawn apart. */
const thumb =
  '[&::-webkit-slider-thumb]:size-3 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-round [&::-webkit-slider-thumb]:bg-ink';

/** Sound on or off, and how loud. Where there is no room, on or off alone. */
export function Sound(): React.JSX.Element {
  const playback = usePlayback();
  const { muted, volume } = usePlaybackState();
  const heard = muted ? 0 : volume;
  const Icon = heard === 0 ? VolumeX : heard < 0.5 ? Volume1 : Volume2;
  return (
    <div className="flex items-center gap-1">
      <IconButton
        label={muted ? videoMessages.sound.unmute : videoMessages.sound.mute}
        shortcut="M"
        icon={<Icon size={16} />}
        onClick={() => playback.setMuted(!muted)}
      />
      <div className="relative mr-2 flex h-7 w-20 items-center @max-[480px]:hidden">
        <div aria-hidden="true" className="h-1 w-full overflow-hidden rounded-round bg-line-strong">
          <div className="h-full bg-ink-2" style={{ width: `${heard * 100}%` }} />
        </div>
        <input
          type="range"
          aria-label={videoMessages.sound.volume}
          aria-valuetext={videoMessages.sound.percent(Math.round(heard * 100))}
          min={0}
          max={1}
          step={0.05}
          value={heard}
          onChange={(event) => playback.setVolume(Number(event.target.value))}
          className={`absolute inset-0 size-full appearance-none bg-transparent ${thumb}`}
        />
      </div>
    </div>
  );
}
