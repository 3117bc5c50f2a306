import { useEffect, useRef } from 'react';
import type { VideoDetail } from '../../../../contract/index.ts';
import { usePlayback } from '../playback/usePlayback.ts';
import { shareOf } from './timelineShare.ts';
import { Waveform } from './Waveform.tsx';

/** Loudness over the whole video, the part that was played in the accent. Fills its place. */
export function PlayedWaveform({ video }: { video: VideoDetail }): React.JSX.Element {
  const playback = usePlayback();
  const played = useRef<HTMLDivElement>(null);
  const { id, durationMs } = video;
  useEffect(
    () =>
      playback.onTime((timeMs) => {
        const { current: element } = played;
        if (element === null) return;
        element.style.clipPath = `inset(0 ${(1 - shareOf(timeMs, durationMs)) * 100}% 0 0)`;
      }),
    [playback, durationMs],
  );
  return (
    <div aria-hidden="true" className="absolute inset-0">
      <Waveform videoId={id} className="opacity-75" />
      <div ref={played} className="absolute inset-0 text-accent">
        <Waveform videoId={id} />
      </div>
    </div>
  );
}
