import { useEffect, useRef } from 'react';
import { formatClock } from '../../../client/formats/format.ts';
import { usePlayback } from '../playback/usePlayback.ts';

/** The time of playback; written past React, many times a second. */
export function Clock({ durationMs }: { durationMs: number }): React.JSX.Element {
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
    <span className="ml-1 text-small whitespace-nowrap text-ink-2">
      <span ref={element} data-testid="clock">
        0:00.0
      </span>
      <span className="text-ink-3"> / {formatClock(durationMs, true)}</span>
    </span>
  );
}
