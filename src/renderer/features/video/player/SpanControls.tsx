import { Repeat, X } from 'lucide-react';
import { formatClock } from '../../../client/formats/format.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { markedSpan } from '../playback/marks.ts';
import { usePlayback, usePlaybackState } from '../playback/usePlayback.ts';

const words = videoMessages.span;

/** What J and L have set, while they have. */
export function ShuttleSpeed(): React.JSX.Element | null {
  const { speed } = usePlaybackState();
  if (speed === 0 || speed === 1) return null;
  return (
    <span className="ml-1 rounded-round bg-accent-soft px-2 text-small font-medium text-accent-ink">
      {words.shuttle(speed)}
    </span>
  );
}

/** The marked span in words, its loop, and the end of it; nothing while there is neither. */
export function SpanControls({ durationMs }: { durationMs: number }): React.JSX.Element | null {
  const playback = usePlayback();
  const { marks, looping } = usePlaybackState();
  const span = markedSpan(marks, durationMs);
  if (span === undefined && !looping) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div role="group" aria-label={words.label} className="ml-2 flex min-w-0 items-center gap-1">
      {span !== undefined && (
        <span className="truncate text-small text-ink-2">
          {words.span(
            formatClock(span.startMs, true),
            formatClock(span.endMs, true),
            ((span.endMs - span.startMs) / 1_000).toFixed(1),
          )}
        </span>
      )}
      <IconButton
        label={span === undefined ? words.loopAll : words.loop}
        icon={<Repeat size={14} />}
        pressed={looping}
        onClick={() => playback.setLooping(!looping)}
      />
      {span !== undefined && (
        <IconButton
          label={words.clear}
          icon={<X size={14} />}
          onClick={() => playback.setMarks({})}
        />
      )}
    </div>
  );
}
