import { Repeat, StepForward, Volume2, VolumeX } from 'lucide-react';
import { formatClock } from '../../client/formats/format.ts';
import { videoMessages } from '../../messages/video/video.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { usePlayerChoices } from './playerChoices.ts';
import type { SpanPlayback } from './useSpanPlayback.ts';

/** The browser's own, in our colours; the line below it is drawn apart. */
const thumb =
  '[&::-webkit-slider-thumb]:size-3 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-round [&::-webkit-slider-thumb]:bg-ink';

/** Place in the moment, and how it is played. */
export function PlayerControls({
  playback,
  span,
}: {
  playback: SpanPlayback;
  span: { startMs: number; endMs: number };
}): React.JSX.Element {
  const { loop, muted } = usePlayerChoices();
  const { atMs, goesOn, seek, setGoesOn, state } = playback;
  // Beyond the moment the line grows with the video.
  const lastMs = Math.max(span.endMs, atMs);
  const shownMs = Math.max(span.startMs, atMs);
  const fraction = (shownMs - span.startMs) / (lastMs - span.startMs);
  return (
    <div className="flex shrink-0 flex-col px-4 pt-1.5">
      <div className="relative flex h-4 items-center">
        <div aria-hidden="true" className="h-1 w-full overflow-hidden rounded-round bg-line-strong">
          <div className="h-full bg-accent" style={{ width: `${fraction * 100}%` }} />
        </div>
        <input
          type="range"
          aria-label={videoMessages.playerControls.position}
          aria-valuetext={formatClock(atMs, true)}
          min={span.startMs}
          max={lastMs}
          step={100}
          value={shownMs}
          disabled={state === 'failed'}
          onChange={(event) => seek(Number(event.target.value))}
          className={`absolute inset-0 size-full appearance-none bg-transparent ${thumb}`}
        />
      </div>
      <div className="-mr-2 flex items-center gap-1">
        <span className="mr-auto text-small text-ink-2">
          {formatClock(atMs, true)} / {formatClock(lastMs, true)}
        </span>
        <IconButton
          label={videoMessages.playerControls.repeat}
          pressed={loop}
          icon={<Repeat size={14} />}
          onClick={() => usePlayerChoices.setState({ loop: !loop })}
        />
        <IconButton
          label={videoMessages.playerControls.playOn}
          pressed={goesOn}
          icon={<StepForward size={14} />}
          onClick={() => setGoesOn(!goesOn)}
        />
        <IconButton
          label={videoMessages.playerControls.mute}
          pressed={muted}
          icon={muted ? <VolumeX size={14} /> : <Volume2 size={14} />}
          onClick={() => usePlayerChoices.setState({ muted: !muted })}
        />
      </div>
    </div>
  );
}
