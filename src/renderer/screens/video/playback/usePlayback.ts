import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Playback, PlaybackState } from './playback.ts';

const PlaybackContext = createContext<Playback | undefined>(undefined);
export const PlaybackProvider = PlaybackContext.Provider;

/** The playback of the open video. */
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
