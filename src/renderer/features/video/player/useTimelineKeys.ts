import { usePlayback } from '../playback/usePlayback.ts';

const largeStepMs = 5_000;

/**
 * The keys that only a slider has, for time: Page keys by five seconds, Home and End. Its arrows are
 * those of the player: a frame, with Shift a second, up and down a shot.
 */
export function useTimelineKeys(durationMs: number): (event: React.KeyboardEvent) => void {
  const playback = usePlayback();
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { timeMs } = playback;
    const targets: Record<string, number> = {
      PageDown: timeMs - largeStepMs,
      PageUp: timeMs + largeStepMs,
      Home: 0,
      End: durationMs,
    };
    const targetMs = targets[event.key];
    if (targetMs === undefined) return;
    event.preventDefault();
    playback.seek(targetMs);
  };
}
