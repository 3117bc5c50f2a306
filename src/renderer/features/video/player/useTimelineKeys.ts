import { usePlayback } from '../playback/usePlayback.ts';

const smallStepMs = 1_000;
const largeStepMs = 5_000;

/** The keys of a slider, for time: arrows by a second, with Shift or Page keys by five. */
export function useTimelineKeys(durationMs: number): (event: React.KeyboardEvent) => void {
  const playback = usePlayback();
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { timeMs } = playback;
    const stepMs = event.shiftKey ? largeStepMs : smallStepMs;
    const targets: Record<string, number> = {
      ArrowLeft: timeMs - stepMs,
      ArrowDown: timeMs - stepMs,
      ArrowRight: timeMs + stepMs,
      ArrowUp: timeMs + stepMs,
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
