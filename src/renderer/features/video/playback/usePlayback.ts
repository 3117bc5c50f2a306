import { createContext, type RefObject, useContext, useEffect, useSyncExternalStore } from 'react';
import type { Playback, PlaybackState } from './playback.ts';
import { usePlayerView } from './playerView.ts';

const PlaybackContext = createContext<Playback | undefined>(undefined);
export const PlaybackProvider = PlaybackContext.Provider;

/** The playback of the open video: to seek, to play, and to follow its time. */
export function usePlayback(): Playback {
  const playback = useContext(PlaybackContext);
  if (playback === undefined) throw new Error('usePlayback needs a PlaybackProvider above it.');
  return playback;
}

/** Its state, to render by. */
export function usePlaybackState(): PlaybackState {
  const playback = usePlayback();
  return useSyncExternalStore(playback.subscribe, playback.getState);
}

/** Gives the element to the playback; sound and speed are as they were at the last video. */
export function useAttach(element: RefObject<HTMLMediaElement | null>): void {
  const playback = usePlayback();
  useEffect(() => {
    if (element.current === null) return;
    const detach = playback.attach(element.current);
    const { volume, muted, rate } = usePlayerView.getState();
    playback.setVolume(volume);
    playback.setMuted(muted);
    playback.setRate(rate);
    const forget = playback.subscribe(() => {
      const state = playback.getState();
      usePlayerView.setState({ volume: state.volume, muted: state.muted, rate: state.rate });
    });
    return () => {
      forget();
      detach();
    };
  }, [playback, element]);
}
