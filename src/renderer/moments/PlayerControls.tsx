import { Repeat, StepForward, Volume2, VolumeX } from 'lucide-react';
import { formatClock } from '../client/format.ts';
import { IconButton } from '../primitives/IconButton.tsx';
import { usePlayerChoices } from './playerChoices.ts';
import type { SpanPlayback } from './useSpanPlayback.ts';

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
  return (
    <div className="flex h-9 items-center gap-1">
      <input
        type="range"
        aria-label="Place in the moment"
        aria-valuetext={formatClock(atMs, true)}
        min={span.startMs}
        max={lastMs}
        step={100}
        value={Math.max(span.startMs, atMs)}
        disabled={state === 'failed'}
        onChange={(event) => seek(Number(event.target.value))}
        className="h-4 min-w-0 flex-1 accent-accent"
      />
      <span className="w-[92px] shrink-0 text-center text-small text-ink-2">
        {formatClock(atMs, true)} / {formatClock(lastMs, true)}
      </span>
      <IconButton
        label="Repeat the moment"
        pressed={loop}
        icon={<Repeat size={14} />}
        onClick={() => usePlayerChoices.setState({ loop: !loop })}
      />
      <IconButton
        label="Play on after the moment"
        pressed={goesOn}
        icon={<StepForward size={14} />}
        onClick={() => setGoesOn(!goesOn)}
      />
      <IconButton
        label="Mute"
        pressed={muted}
        icon={muted ? <VolumeX size={14} /> : <Volume2 size={14} />}
        onClick={() => usePlayerChoices.setState({ muted: !muted })}
      />
    </div>
  );
}
